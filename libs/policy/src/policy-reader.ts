import { EVENT_STORE, type EventStore } from '#libs/event-store';
import type { Instant, LocalDate } from '#libs/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { adoptedFrom, inForce, type AdoptedPolicy } from './in-force.js';
import { policyStream } from './policy.events.js';

/**
 * How long the versions of a policy are kept, in milliseconds. Policy changes a few times a year and is asked by every command;
 * a version adopted by another process is obeyed a second later, one adopted by this process at once.
 */
const KEPT_MS = 1_000;

interface Kept {
  readonly versions: Promise<readonly AdoptedPolicy[]>;
  readonly until: number;
}

/** Reads policy from its own stream: a handful of events, so that a command never waits for a read model. */
@Injectable()
export class PolicyReader {
  private readonly kept = new Map<string, Kept>();

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** All versions of a policy, in the order in which they were adopted. */
  adopted(policy: string): Promise<readonly AdoptedPolicy[]> {
    const known = this.kept.get(policy);
    if (known !== undefined && performance.now() < known.until) return known.versions;
    const versions = this.store
      .readStream(policyStream(policy))
      .then((events) => events.filter(({ type }) => type === 'PolicyAdopted').map(adoptedFrom));
    this.kept.set(policy, { versions, until: performance.now() + KEPT_MS });
    // Neither a failure nor the emptiness before a new store is seeded is worth keeping.
    versions.then(
      (found) => found.length === 0 && this.forget(policy),
      () => this.forget(policy),
    );
    return versions;
  }

  /** To be called by whoever adopted a version: it is obeyed from the next question on. */
  forget(policy: string): void {
    this.kept.delete(policy);
  }

  /** The version that holds on a date; null where none does. */
  async inForce(policy: string, on: LocalDate, knownAt: Instant | null = null): Promise<AdoptedPolicy | null> {
    return inForce(await this.adopted(policy), on, knownAt);
  }
}
