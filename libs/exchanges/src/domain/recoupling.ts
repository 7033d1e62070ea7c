import { accept, ok, refuse, type Decision, type Instant, type LocalDate, type Result } from '#libs/kernel';
import { endOf } from './ending.js';
import type { KnownExchange, LegState } from './exchange.js';
import type { ExchangeCommandOf } from './exchange.commands.js';
import type { ExchangeEvent } from './exchange.events.js';
import { alreadyAnswered, inFuture, notRequested, notReserved, theLeg } from './exchange.refusals.js';

type Decided = Decision<ExchangeEvent>;

/** Refuses `NOT_INFORMED` and `OBJECTIONS_OPEN` while a household was not told, or can still object. */
export function objectionsOver({ legs }: KnownExchange, reached: Instant): Result<true> {
  const untold = legs.filter(({ informed }) => informed === null).map(({ leg }) => leg);
  if (untold.length > 0) {
    const message = `nog niet elk huishouden is geïnformeerd (deel ${untold.join(', ')})`;
    return refuse('NOT_INFORMED', message, ['input', 'exchange'], { legs: untold });
  }
  const until = legs.map(({ informed }) => informed?.objectBy ?? '').reduce((a, b) => (a > b ? a : b), '');
  return reached < until
    ? refuse('OBJECTIONS_OPEN', `er kan tot ${until} bezwaar worden gemaakt`, ['input', 'exchange'], { until })
    : ok(true);
}

/** COA is asked for all recoupling legs at once. A leg into a shared doorstroomlocatie leaves the koppeling where it is. */
export function requestRecouplings(command: ExchangeCommandOf<'RequestRecouplings'>, state: KnownExchange): Decided {
  if (state.status === 'requested') return accept();
  if (state.status !== 'reserved') return notReserved(state);
  const over = objectionsOver(state, command.reached);
  if (!over.ok) return over;
  const legs = state.legs.filter(({ kind }) => kind === 'recoupling').map(({ leg }) => leg);
  if (legs.length === 0) {
    return refuse('NOTHING_TO_RECOUPLE', 'geen van de huishoudens hoeft te worden omgekoppeld', ['input', 'exchange']);
  }
  const { exchange, municipalities } = state;
  const { on, answerBy } = command;
  return accept({ type: 'RecouplingRequested', exchange, legs, municipalities: [...municipalities], on, answerBy });
}

interface Answer {
  readonly kind: 'confirmed' | 'refused';
  readonly on: LocalDate;
  readonly reference: string | null;
}

/**
 * Whether COA's answer is news. It is heard in whatever phase, since COA does not know of ours: an answer to an exchange that
 * ended meanwhile is a koppeling that moved, or that did not. The very same answer again says nothing new.
 */
function newAnswer(
  { coa }: LegState,
  state: KnownExchange,
  { kind, on, reference }: Answer,
  today: LocalDate,
): Result<boolean> {
  if (coa.requestedOn === null) return notRequested(state);
  const known = coa.answer;
  if (known !== null) {
    const isSame = known.kind === kind && known.on === on && known.reference === reference;
    return isSame ? ok(false) : alreadyAnswered(known.kind);
  }
  return inFuture(on, today) ?? ok(true);
}

export function confirmRecoupling(command: ExchangeCommandOf<'ConfirmRecoupling'>, state: KnownExchange): Decided {
  const { leg, on, today, reference } = command;
  const found = theLeg(state, leg);
  if (!found.ok) return found;
  const isNew = newAnswer(found.value, state, { kind: 'confirmed', on, reference }, today);
  if (!isNew.ok) return isNew;
  if (!isNew.value) return accept();
  const { exchange } = state;
  const confirmed: ExchangeEvent = { type: 'RecouplingConfirmed', exchange, leg, on, reference };
  return state.status === 'ended'
    ? accept<ExchangeEvent>(confirmed, { type: 'RecouplingReversalRequested', exchange, legs: [leg], on: today })
    : accept(confirmed);
}

export function refuseRecoupling(command: ExchangeCommandOf<'RefuseRecoupling'>, state: KnownExchange): Decided {
  const { leg, on, today, reason, reference } = command;
  const found = theLeg(state, leg);
  if (!found.ok) return found;
  const isNew = newAnswer(found.value, state, { kind: 'refused', on, reference }, today);
  if (!isNew.ok) return isNew;
  if (!isNew.value) return accept();
  const { exchange } = state;
  const refusedLeg: ExchangeEvent = { type: 'RecouplingRefused', exchange, leg, on, reason, reference };
  if (state.status === 'ended') return accept(refusedLeg);
  return accept<ExchangeEvent>(
    refusedLeg,
    ...endOf(state, { end: 'COA_REFUSED', by: null, reason, leg, on: today, note: null }),
  );
}

/** COA moved the koppeling back: on this leg, both sides agree again. */
export function reverseRecoupling(command: ExchangeCommandOf<'ReverseRecoupling'>, state: KnownExchange): Decided {
  const { leg, on, today, reference } = command;
  const found = theLeg(state, leg);
  if (!found.ok) return found;
  const { reversal } = found.value.coa;
  if (reversal === null) {
    return refuse('REVERSAL_NOT_REQUESTED', 'het COA is niet gevraagd deze koppeling terug te zetten', [
      'input',
      'leg',
    ]);
  }
  if (reversal !== 'open') {
    return reversal.on === on && reversal.reference === reference ? accept() : alreadyAnswered('reversed');
  }
  return inFuture(on, today) ?? accept({ type: 'RecouplingReversed', exchange: state.exchange, leg, on, reference });
}
