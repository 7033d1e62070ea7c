import { accept, refuse, type Decision } from '#libs/kernel';
import { endOf } from './ending.js';
import { agreedOf, isBeforeSettlement, isConfirmed, type KnownExchange } from './exchange.js';
import type { ExchangeCommandOf } from './exchange.commands.js';
import type { ExchangeEvent } from './exchange.events.js';
import { notEndable, notRequested } from './exchange.refusals.js';
import { objectionsOver } from './recoupling.js';

type Decided = Decision<ExchangeEvent>;

/** All or nothing: in the same commit every koppeling moves and every dwelling is assigned [domain.md §4]. */
export function settle(command: ExchangeCommandOf<'Settle'>, state: KnownExchange): Decided {
  const recouplings = state.legs.filter(({ kind }) => kind === 'recoupling');
  // Without a leg for COA nothing is requested: it is settled once nobody can object any more.
  const isReady = state.status === 'requested' || (state.status === 'reserved' && recouplings.length === 0);
  if (!isReady) return notRequested(state);
  const over = objectionsOver(state, command.reached);
  if (!over.ok) return over;
  const waiting = recouplings.filter((leg) => !isConfirmed(leg)).map(({ leg }) => leg);
  if (waiting.length > 0) {
    const message = `het COA heeft nog niet alles bevestigd (deel ${waiting.join(', ')})`;
    return refuse('RECOUPLING_OPEN', message, ['input', 'exchange'], { legs: waiting });
  }
  const { exchange, region } = state;
  const { on, moveBy, persons } = command;
  const legs = state.legs.map((leg) => ({ ...agreedOf(leg), persons: persons.get(leg.leg) ?? leg.persons }));
  return accept({ type: 'ExchangeSettled', exchange, region, legs, on, moveBy });
}

/**
 * The owner placed the household or used the dwelling while it was claimed, or the household is no longer coupled. After
 * settlement only the latter can be, and the leg fails: the rest stands.
 */
export function endUsed({ used, on }: ExchangeCommandOf<'EndUsed'>, state: KnownExchange): Decided {
  const leg = state.legs.find((one) =>
    'household' in used ? one.household === used.household : one.dwelling === used.dwelling,
  );
  if (leg === undefined) return refuse('LEG_UNKNOWN', 'dit is geen deel van de uitwisseling', ['input']);
  const { exchange } = state;
  if (state.status === 'settled' && leg.course.status === 'open') {
    const reason = 'household' in used ? 'household-ended' : 'dwelling-lost';
    return accept({ type: 'LegFailed', exchange, leg: leg.leg, reason, on, note: null });
  }
  if (!isBeforeSettlement(state)) return notEndable(state);
  const by = 'household' in used ? leg.from : leg.to;
  return accept(...endOf(state, { end: 'OWNER_USED', by, reason: null, leg: leg.leg, on, note: null }));
}

/** Persons, needs or the dwelling changed since: what no longer fits is not carried through. */
export function recheck({ misfits, on }: ExchangeCommandOf<'Recheck'>, state: KnownExchange): Decided {
  if (!isBeforeSettlement(state)) return notEndable(state);
  const [first] = misfits;
  if (first === undefined) return accept();
  const { leg, reason } = first;
  return accept(...endOf(state, { end: 'NO_LONGER_FITS', by: null, reason, leg, on, note: null }));
}
