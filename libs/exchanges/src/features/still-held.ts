import { exchangeOf, holdAt as dwellingHeldAt } from '#libs/dwellings';
import { ok, refusal, refused, type Result } from '#libs/kernel';
import { heldByAt } from '#libs/koppeling';
import type { ExchangeLeg } from '../domain/exchange.events.js';
import type { Holdings } from './holdings.js';

type Held = Pick<ExchangeLeg, 'household' | 'dwelling'>;

/** Whether the household is this exchange's at this moment: not one that its owner used, or that COA moved, since it was claimed. */
export function holdsHousehold(holdings: Holdings, exchange: string, household: string): boolean {
  const known = holdings.household(household);
  return known.status !== 'unknown' && heldByAt(known, holdings.moment.now) === exchange;
}

export function holdsDwelling(holdings: Holdings, exchange: string, { dwelling, household }: Held): boolean {
  const known = holdings.dwelling(dwelling);
  if (known.status !== 'offered') return false;
  const held = dwellingHeldAt(known.hold, holdings.moment.now);
  return held !== null && exchangeOf(held) === exchange && held.household === household;
}

export const claimLost = (what: string, path: readonly string[]) =>
  refusal('CLAIM_LOST', `de uitwisseling houdt ${what} niet meer vast`, path);

/**
 * Refuses `CLAIM_LOST` of whatever the exchange no longer holds. Asked before whether it fits: what somebody else's household needs by
 * now is not told to those who once exchanged it.
 */
export function stillHeld(holdings: Holdings, exchange: string, legs: readonly Held[]): Result<true> {
  const faults = legs.flatMap((leg, i) => [
    ...(holdsHousehold(holdings, exchange, leg.household)
      ? []
      : [claimLost('dit huishouden', ['input', 'legs', String(i), 'household'])]),
    ...(holdsDwelling(holdings, exchange, leg)
      ? []
      : [claimLost('deze woning', ['input', 'legs', String(i), 'dwelling'])]),
  ]);
  return faults.length > 0 ? refused(...faults) : ok(true);
}
