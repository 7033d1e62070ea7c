import { accept, refuse, type Decision } from '#libs/kernel';
import { endOf } from './ending.js';
import { isBeforeSettlement, type KnownExchange } from './exchange.js';
import type { ExchangeCommandOf } from './exchange.commands.js';
import type { ExchangeEvent } from './exchange.events.js';
import { alreadyAnswered, expired, notAParty, notEndable, notOpen, theLeg } from './exchange.refusals.js';

type Decided = Decision<ExchangeEvent>;

/** Why this municipality can not answer now; null: it can. */
function cannotAnswer(
  { municipality, now }: ExchangeCommandOf<'Accept' | 'Decline'>,
  state: KnownExchange,
): ReturnType<typeof notAParty> | null {
  if (!state.municipalities.includes(municipality)) return notAParty(municipality);
  if (state.status !== 'proposed') return notOpen(state);
  if (state.accepted.includes(municipality)) return alreadyAnswered('accepted');
  return now >= state.answerBy ? expired(state) : null;
}

/** The last acceptance reserves everything, in the same commit. */
export function acceptBy(command: ExchangeCommandOf<'Accept'>, state: KnownExchange): Decided {
  const refusal = cannotAnswer(command, state);
  if (refusal !== null) return refusal;
  const { municipality, on, informBy } = command;
  const { exchange, municipalities, accepted } = state;
  const isLast = municipalities.every((party) => party === municipality || accepted.includes(party));
  return accept<ExchangeEvent>(
    { type: 'ExchangeAccepted', exchange, municipality },
    ...(isLast
      ? [{ type: 'ExchangeReserved' as const, exchange, municipalities: [...municipalities], on, informBy }]
      : []),
  );
}

export function decline(command: ExchangeCommandOf<'Decline'>, state: KnownExchange): Decided {
  const refusal = cannotAnswer(command, state);
  if (refusal !== null) return refusal;
  const { municipality: by, reason, leg, note, on } = command;
  const known = leg === null ? null : theLeg(state, leg);
  if (known !== null && !known.ok) return known;
  return accept(...endOf(state, { end: 'DECLINED', by, reason, leg, on, note }));
}

/** The term to answer is over. Asked by the deadline itself, so the clock is not asked again: it may have been turned back. */
export function expire({ dueAt, on }: ExchangeCommandOf<'Expire'>, state: KnownExchange): Decided {
  if (state.status !== 'proposed') return notOpen(state);
  if (dueAt < state.answerBy) {
    return refuse('EXCHANGE_NOT_DUE', `er kan tot ${state.answerBy} worden geantwoord`, ['input'], {
      answerBy: state.answerBy,
    });
  }
  return accept(...endOf(state, { end: 'EXPIRED', by: null, reason: null, leg: null, on, note: null }));
}

export function withdraw(command: ExchangeCommandOf<'Withdraw'>, state: KnownExchange): Decided {
  const { by, reason, leg, note, on } = command;
  if (by !== null && !state.municipalities.includes(by)) return notAParty(by);
  if (!isBeforeSettlement(state)) return notEndable(state);
  const known = leg === null ? null : theLeg(state, leg);
  if (known !== null && !known.ok) return known;
  return accept(...endOf(state, { end: 'WITHDRAWN', by, reason, leg, on, note }));
}
