import { instantSchema, localDateSchema, type JsonObject } from '#libs/kernel';
import { z } from 'zod';

/** What a version of dated policy says, from when, by what source. */
const version = z.object({
  policy: z.string().min(1).max(40).describe('Which policy: figures, later matching, terms, …'),
  version: z.string().min(1).max(60).describe('Name of the version, shown with every figure that used it.'),
  validFrom: localDateSchema.describe('First day on which it holds.'),
  validUntil: localDateSchema
    .nullable()
    .describe('First day on which it no longer holds; null: until another is adopted.'),
  content: z
    .custom<JsonObject>((v) => typeof v === 'object' && v !== null && !Array.isArray(v), 'object')
    .meta({ type: 'object', description: 'What the policy says, by the schema of that policy.' }),
  source: z.string().min(1).max(500).describe('The article, circular or decision that it follows from.'),
});
export type PolicyVersion = z.infer<typeof version>;

/** As long as the store takes the name of an actor. */
const actor = z.string().min(1).max(400);

/** A version that somebody proposes. It holds for nothing until somebody else adopts it, as it stands here. */
export const policyProposed = version.extend({
  type: z.literal('PolicyProposed'),
  proposedBy: actor.describe('The actor who proposed it.'),
});
export type PolicyProposed = z.infer<typeof policyProposed>;

/** A version that holds. */
export const policyAdopted = version.extend({
  type: z.literal('PolicyAdopted'),
  approvedBy: actor.describe('The actor of the second person; of what ships with the software, that it does.'),
  knownAt: instantSchema.nullable().describe('When it was known; null: at the moment of recording.'),
});
export type PolicyAdopted = z.infer<typeof policyAdopted>;

export const policyEvent = z.discriminatedUnion('type', [policyProposed, policyAdopted]);
export type PolicyEvent = z.infer<typeof policyEvent>;

export const policyStream = (policy: string): string => `policy-${policy}`;
