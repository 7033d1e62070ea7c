import { accept, refuse, type Decision } from '#libs/kernel';
import { holdAt, type Household } from './household.js';
import type { HouseholdCommandOf } from './household.commands.js';
import { coupledElsewhere, householdHeld, householdUnknown, notCoupled } from './household.refusals.js';
import { nidosNotExchanged } from './koppeling.decisions.js';
import type { HouseholdFact } from './household-fact.js';

type Decided = Decision<HouseholdFact>;

const claimLost = refuse('CLAIM_LOST', 'de uitwisseling houdt dit huishouden niet meer vast', ['input', 'exchange']);

/**
 * What a forgotten household needs, or whether it may be exchanged at all, nobody can read any more. The word is the one for whoever stays
 * out of exchange: to another municipality it does not tell why.
 */
const notForExchange = refuse('NOT_FOR_EXCHANGE', 'dit huishouden gaat niet mee in een uitwisseling', [
  'input',
  'household',
]);

/** A proposed exchange takes it out of reach of other exchanges; asked again by the same one it does nothing. */
export function claim({ exchange, from, until, now }: HouseholdCommandOf<'Claim'>, state: Household): Decided {
  if (state.status === 'unknown') return householdUnknown;
  // What was partly housed stays where it is: a household does not go to two municipalities.
  if (state.status !== 'coupled') return notCoupled;
  if (state.municipality !== from) return coupledElsewhere;
  if (state.kind === 'nidos') return nidosNotExchanged;
  if (state.forgotten) return notForExchange;
  const held = holdAt(state, now);
  if (held !== null) return held.exchange === exchange ? accept() : householdHeld(held.exchange);
  return accept({ type: 'HouseholdClaimed', household: state.household, municipality: from, exchange, until });
}

/** Every municipality accepted: the claim becomes a reservation. */
export function reserve({ exchange, now }: HouseholdCommandOf<'Reserve'>, state: Household): Decided {
  if (state.status === 'unknown') return householdUnknown;
  const held = holdAt(state, now);
  if (held === null || held.exchange !== exchange) return claimLost;
  if (held.kind !== 'claim') return accept();
  return accept({
    type: 'HouseholdReserved',
    household: state.household,
    municipality: state.municipality,
    exchange,
  });
}

/** Settled, or repaired with another dwelling. */
export function assign({ exchange, dwelling }: HouseholdCommandOf<'Assign'>, state: Household): Decided {
  if (state.status === 'unknown') return householdUnknown;
  if (state.status !== 'coupled') return notCoupled;
  const { hold, household, municipality } = state;
  if (hold !== null && hold.exchange !== exchange) return householdHeld(hold.exchange);
  if (hold?.kind === 'assignment' && hold.dwelling === dwelling) return accept();
  return accept({ type: 'HouseholdAssigned', household, municipality, exchange, dwelling });
}

/** An exchange frees everything that it may still hold: nothing to free is no fault. */
export function release({ exchange, reason }: HouseholdCommandOf<'Release'>, state: Household): Decided {
  if (state.status === 'unknown' || state.hold?.exchange !== exchange) return accept();
  const { household, municipality } = state;
  return accept({ type: 'HouseholdReleased', household, municipality, exchange, reason });
}
