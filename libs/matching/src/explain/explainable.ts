import { ok, refuse, type Result } from '#libs/kernel';
import type { Compatibility } from '../compatibility/compatibility.js';
import { shippedMatchingPolicy, type MatchingPolicy } from '../compatibility/matching.policy.js';
import type { Problem } from '../model/problem.js';
import { structuredInstance, type StructuredInstance } from '../read/instance.schema.js';
import { readMatching } from '../read/read-instance.js';

/** The profiles that pairs came from, and the policy by which. */
export interface Profiles {
  readonly instance: StructuredInstance;
  readonly policy: MatchingPolicy;
  readonly compatibility: Compatibility;
}

/** A problem that can be explained. */
export interface Explainable {
  readonly problem: Problem;
  /** Null where pairs were given. */
  readonly profiles: Profiles | null;
}

/** Reads an instance with all that explanations need. Refuses as `readInstance` does. */
export function readExplainable(
  document: unknown,
  policy: MatchingPolicy = shippedMatchingPolicy(),
): Result<Explainable> {
  const reading = readMatching(document, policy);
  if (!reading.ok) return reading;
  const { problem, compatibility } = reading.value;
  if (compatibility === null) return ok({ problem, profiles: null });
  return ok({ problem, profiles: { instance: structuredInstance.parse(document), policy, compatibility } });
}

/** The text of a file as a document. Refuses `JSON_INVALID`. */
export function readDocument(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')) as unknown);
  } catch (error) {
    return refuse('JSON_INVALID', 'de tekst is geen JSON', [], { reason: error instanceof Error ? error.message : '' });
  }
}
