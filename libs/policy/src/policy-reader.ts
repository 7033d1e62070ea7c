import { EVENT_STORE, type EventStore } from '#libs/event-store';
import type { Instant, LocalDate } from '#libs/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { adoptedFrom, inForce, type AdoptedPolicy } from './in-force.js';
import { policyStream } from './policy.events.js';

/** Reads policy from its own stream: a handful of events, so that a command never decides by an outdated read model. */
@Injectable()
export class PolicyReader {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** All versions of a policy, in the order in which they were adopted. */
  async adopted(policy: string): Promise<readonly AdoptedPolicy[]> {
    return (await this.store.readStream(policyStream(policy))).map(adoptedFrom);
  }

  /** The version that holds on a date; null where none does. */
  async inForce(policy: string, on: LocalDate, knownAt: Instant | null = null): Promise<AdoptedPolicy | null> {
    return inForce(await this.adopted(policy), on, knownAt);
  }
}
