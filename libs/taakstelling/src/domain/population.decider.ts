import { accept, refusal, refused, unreachable, type Decider, type Instant } from '#libs/kernel';
import { notInFuture } from './not-in-future.js';
import type { PopulationCounted } from './taakstelling.events.js';

/** Counts of one municipality, in order of recording. */
export type Population = readonly PopulationCounted[];

export interface Count {
  readonly type: 'Count';
  readonly now: Instant;
  readonly count: Omit<PopulationCounted, 'type'>;
}

/**
 * Inhabitants of a municipality on a day. Another number for the same day is a revision only when it says from when it
 * was known, later than the one before; else one of the two is wrong (`POPULATION_CONFLICT`).
 */
export const populationDecider: Decider<Population, Count, PopulationCounted> = {
  initial: [],

  evolve(state, event) {
    switch (event.type) {
      case 'PopulationCounted':
        return [...state, event];
      default:
        return unreachable(event.type);
    }
  },

  decide({ count, now }, state) {
    const { on, knownAt, persons, source } = count;
    const future = notInFuture({ on, knownAt }, now);
    if (future.length > 0) return refused(...future);
    const sameDay = state.filter((earlier) => earlier.on === on);
    const saidBefore = sameDay.filter((earlier) => earlier.persons === persons && earlier.source === source);
    if (saidBefore.some((earlier) => earlier.knownAt === knownAt)) return accept();
    const last = sameDay.at(-1);
    // The same number by another source is a fact beside the first.
    if (last?.persons === persons)
      return saidBefore.length > 0 ? accept() : accept({ ...count, type: 'PopulationCounted' });
    const revises =
      knownAt !== null && sameDay.every((earlier) => earlier.knownAt !== null && earlier.knownAt < knownAt);
    if (last !== undefined && !revises) {
      const message = `voor ${on} zijn al ${last.persons} inwoners vastgelegd; dit zegt ${persons}`;
      return refused(
        refusal('POPULATION_CONFLICT', message, ['input', 'persons'], { recorded: last.persons, offered: persons }),
      );
    }
    return accept({ ...count, type: 'PopulationCounted' });
  },
};
