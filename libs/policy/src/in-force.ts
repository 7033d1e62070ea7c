import type { RecordedEvent } from '#libs/event-store';
import type { Instant, LocalDate } from '#libs/kernel';
import { policyAdopted, type PolicyAdopted } from './policy.events.js';

/** A version as it stands in the log: with its position and the moment from which it was known. */
export interface AdoptedPolicy extends Omit<PolicyAdopted, 'knownAt'> {
  readonly knownAt: Instant;
  readonly position: number;
}

/** Reads a `PolicyAdopted`. Throws on an event that does not fit its schema: that is a damaged log. */
export function adoptedFrom(event: RecordedEvent): AdoptedPolicy {
  const adopted = policyAdopted.parse({ ...event.data, type: event.type });
  return { ...adopted, knownAt: adopted.knownAt ?? event.recordedAt, position: event.position };
}

/** Latest first day of validity, then latest known, then latest recorded. */
function later(a: AdoptedPolicy, b: AdoptedPolicy): AdoptedPolicy {
  if (a.validFrom !== b.validFrom) return a.validFrom > b.validFrom ? a : b;
  if (a.knownAt !== b.knownAt) return a.knownAt > b.knownAt ? a : b;
  return a.position > b.position ? a : b;
}

/**
 * The version that holds on a date, as known at a moment (null = now) and, if given, up to a position of the log.
 * Of several the one with the latest first day wins, then the one known last. Null where none holds.
 */
export function inForce(
  adopted: readonly AdoptedPolicy[],
  on: LocalDate,
  knownAt: Instant | null,
  position: number | null = null,
): AdoptedPolicy | null {
  return adopted
    .filter((version) => version.validFrom <= on && (version.validUntil === null || on < version.validUntil))
    .filter((version) => knownAt === null || version.knownAt <= knownAt)
    .filter((version) => position === null || version.position <= position)
    .reduce<AdoptedPolicy | null>((best, version) => (best === null ? version : later(version, best)), null);
}
