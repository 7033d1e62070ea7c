import { instantSchema, localDateSchema, type JsonObject } from '#libs/kernel';
import { z } from 'zod';

/** What a version of dated policy says, from when, by what source. */
const version = z.object({
  /** Which policy: `figures`, later `matching`, `terms`, … */
  policy: z.string().min(1).max(40),
  /** Name of the version, shown with every figure that used it. */
  version: z.string().min(1).max(60),
  /** First day on which it holds. */
  validFrom: localDateSchema,
  /** First day on which it no longer holds; null = until another is adopted. */
  validUntil: localDateSchema.nullable(),
  content: z.custom<JsonObject>((v) => typeof v === 'object' && v !== null && !Array.isArray(v)),
  source: z.string().min(1).max(500),
});
export type PolicyVersion = z.infer<typeof version>;

/** As long as the store takes the name of an actor. */
const actor = z.string().min(1).max(400);

/** A version that somebody proposes. It holds for nothing until somebody else adopts it, as it stands here. */
export const policyProposed = version.extend({
  type: z.literal('PolicyProposed'),
  proposedBy: actor,
});
export type PolicyProposed = z.infer<typeof policyProposed>;

/** A version that holds. */
export const policyAdopted = version.extend({
  type: z.literal('PolicyAdopted'),
  /** The actor of the second person; of what ships with the software, that it does. */
  approvedBy: actor,
  /** Null: known at the moment of recording. */
  knownAt: instantSchema.nullable(),
});
export type PolicyAdopted = z.infer<typeof policyAdopted>;

export const policyEvent = z.discriminatedUnion('type', [policyProposed, policyAdopted]);
export type PolicyEvent = z.infer<typeof policyEvent>;

export const policyStream = (policy: string): string => `policy-${policy}`;
