import { ok, refuse, type Result } from '#libs/kernel';
import { legOf, type KnownExchange } from '../domain/exchange.js';
import type { Holdings } from './holdings.js';

/** Refuses `ALREADY_PLACED` where the household moved in, also before the exchange heard of it: that step follows a moment later. */
export const unlessPlaced =
  (holdings: Holdings, number: number) =>
  (after: KnownExchange): Result<true> => {
    const leg = legOf(after, number);
    const household = leg === undefined ? null : holdings.household(leg.household);
    if (leg === undefined || household === null || household.status === 'unknown') return ok(true);
    const { placement } = household;
    return placement !== null && placement.dwelling === leg.dwelling
      ? refuse('ALREADY_PLACED', `het huishouden woont er sinds ${placement.movedOn}`, ['input', 'leg'], {
          on: placement.movedOn,
        })
      : ok(true);
  };
