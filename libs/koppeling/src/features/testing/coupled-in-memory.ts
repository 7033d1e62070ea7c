import { randomIds, ok } from '#libs/kernel';
import type { EventStore } from '#libs/event-store';
import { coupledSince, type Household } from '../../domain/household.js';
import type { CoupledHouseholds } from '../../read-model/ports.js';
import { households } from '../stored-deciders.js';

/** What the read model answers, out of the log itself. */
export const coupledInMemory = (store: EventStore): CoupledHouseholds => ({
  listedFor: async (municipality, on) => {
    const { decider, read } = households(randomIds);
    const states = new Map<string, Household>();
    for (const event of await store.readLog(0, 1_000_000)) {
      if (!event.stream.startsWith('household-')) continue;
      states.set(event.stream, decider.evolve(states.get(event.stream) ?? decider.initial, read(event)));
    }
    const listed = [...states.values()].flatMap((state) => {
      if (state.status === 'unknown' || state.status === 'placed' || state.municipality !== municipality) return [];
      const isListed =
        state.status === 'ended' ? state.stated?.municipality === municipality : coupledSince(state) <= on;
      return isListed ? [state.household] : [];
    });
    return ok(listed.sort());
  },
});
