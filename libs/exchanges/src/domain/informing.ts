import { accept, refuse, type Decision } from '#libs/kernel';
import { endOf } from './ending.js';
import { isBeforeSettlement, type KnownExchange } from './exchange.js';
import type { ExchangeCommandOf } from './exchange.commands.js';
import type { ExchangeEvent } from './exchange.events.js';
import { inFuture, notEndable, notReserved, theLeg } from './exchange.refusals.js';

type Decided = Decision<ExchangeEvent>;

/** The household was told by its own municipality, once every municipality agreed; from that day on it can object. */
export function inform(command: ExchangeCommandOf<'Inform'>, state: KnownExchange): Decided {
  const found = theLeg(state, command.leg);
  if (!found.ok) return found;
  const { leg, from: municipality, informed } = found.value;
  const { on, today, objectBy } = command;
  if (informed !== null) {
    if (informed.on === on) return accept();
    const message = `vastgelegd is dat het huishouden op ${informed.on} is geïnformeerd`;
    return refuse('ALREADY_INFORMED', message, ['input', 'on'], { on: informed.on });
  }
  if (state.status !== 'reserved') return notReserved(state);
  const future = inFuture(on, today);
  if (future !== null) return future;
  // A term to object that ran while the exchange was not certain yet, was no term.
  if (state.reservedOn !== null && on < state.reservedOn) {
    const message = `pas op ${state.reservedOn} had elke gemeente ja gezegd; informeer het huishouden daarna`;
    return refuse('INFORMED_TOO_EARLY', message, ['input', 'on'], { from: state.reservedOn });
  }
  return accept({ type: 'HouseholdInformed', exchange: state.exchange, leg, municipality, on, objectBy });
}

/** A household that objects is heard until settlement, also after its term: nobody is moved against their word. */
export function object(command: ExchangeCommandOf<'Object'>, state: KnownExchange): Decided {
  const found = theLeg(state, command.leg);
  if (!found.ok) return found;
  if (!isBeforeSettlement(state)) return notEndable(state);
  const { leg, from: municipality, informed } = found.value;
  const { on, today, reason, note } = command;
  if (informed === null) {
    return refuse('NOT_INFORMED', 'leg eerst vast dat het huishouden is geïnformeerd', ['input', 'leg']);
  }
  const future = inFuture(on, today);
  if (future !== null) return future;
  if (on < informed.on) {
    const message = `het huishouden is pas op ${informed.on} geïnformeerd`;
    return refuse('BEFORE_INFORMED', message, ['input', 'on'], { informedOn: informed.on });
  }
  return accept<ExchangeEvent>(
    { type: 'HouseholdObjected', exchange: state.exchange, leg, municipality, reason, on, note },
    ...endOf(state, { end: 'OBJECTION', by: municipality, reason: null, leg, on: today, note: null }),
  );
}
