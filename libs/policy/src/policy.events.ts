import { instantSchema, localDateSchema, type JsonObject } from '#libs/kernel';
import { z } from 'zod';

/** A version of dated policy, adopted by people: what it says, from when, by what source, approved by whom. */
export const policyAdopted = z.object({
  type: z.literal('PolicyAdopted'),
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
  approvedBy: z.string().min(1).max(200),
  /** Null: known at the moment of recording. */
  knownAt: instantSchema.nullable(),
});
export type PolicyAdopted = z.infer<typeof policyAdopted>;

export const policyStream = (policy: string): string => `policy-${policy}`;
