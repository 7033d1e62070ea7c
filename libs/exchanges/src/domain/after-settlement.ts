import { accept, canonicalJson, refuse, type Decision, type LocalDate } from '#libs/kernel';
import { checklistKey, isConfirmed, isDone, type KnownExchange, type LegState } from './exchange.js';
import type { ExchangeCommandOf } from './exchange.commands.js';
import type { ExchangeEvent } from './exchange.events.js';
import { inFuture, notAParty, notReserved, notSettled, theLeg } from './exchange.refusals.js';

type Decided = Decision<ExchangeEvent>;

/** What a step does, and that it was the last one where no other leg has anything left to do. */
function orCompleted(
  { exchange, municipalities, legs }: KnownExchange,
  done: LegState,
  on: LocalDate,
  ...events: readonly ExchangeEvent[]
): Decided {
  const isLast = legs.every((leg) => leg === done || isDone(leg));
  const completed: ExchangeEvent = { type: 'ExchangeCompleted', exchange, municipalities: [...municipalities], on };
  return accept<ExchangeEvent>(...events, ...(isLast ? [completed] : []));
}

const alreadyPlaced = (on: LocalDate) =>
  refuse('ALREADY_PLACED', `het huishouden woont er sinds ${on}`, ['input', 'leg'], { on });

/** Both sides may say what they took care of, from the moment that it is certain; who says it again, corrects it. */
export function answerChecklist(command: ExchangeCommandOf<'AnswerChecklist'>, state: KnownExchange): Decided {
  const { leg, municipality, answers, known } = command;
  const found = theLeg(state, leg);
  if (!found.ok) return found;
  if (municipality !== found.value.from && municipality !== found.value.to) return notAParty(municipality);
  if (state.status === 'proposed' || state.status === 'ended') return notReserved(state);
  const unknown = Object.keys(answers).filter((item) => !known.includes(item));
  if (unknown.length > 0) {
    const message = `geen onderdeel van de controlelijst: ${unknown.join(', ')}; wel: ${known.join(', ')}`;
    return refuse('CHECKLIST_ITEM_UNKNOWN', message, ['input', 'answers'], { known: [...known] });
  }
  const before = state.checklists[checklistKey(leg, municipality)];
  if (before !== undefined && canonicalJson({ ...before }) === canonicalJson({ ...answers })) return accept();
  return accept({
    type: 'ChecklistAnswered',
    exchange: state.exchange,
    leg,
    municipality,
    answers: { ...answers },
  });
}

/** The household moved in: what it had been said to have failed by did not keep it. */
export function recordPlaced({ household, on }: ExchangeCommandOf<'RecordPlaced'>, state: KnownExchange): Decided {
  const leg = state.legs.find((one) => one.household === household);
  if (leg === undefined) return refuse('LEG_UNKNOWN', 'dit huishouden doet niet mee', ['input', 'household']);
  if (leg.course.status === 'placed') return leg.course.on === on ? accept() : alreadyPlaced(leg.course.on);
  if (state.status !== 'settled') return notSettled(state);
  if (leg.course.status === 'repaired') {
    return refuse('LEG_REPAIRED', 'dit deel is al op een andere manier hersteld', ['input', 'leg']);
  }
  return orCompleted(state, leg, on, { type: 'LegPlaced', exchange: state.exchange, leg: leg.leg, on });
}

/** Why nothing can happen to this leg on that day any more; null: it can. */
function notOpenLeg(state: KnownExchange, { course }: LegState, on: LocalDate, today: LocalDate) {
  if (course.status === 'placed') return alreadyPlaced(course.on);
  if (course.status === 'repaired') {
    return refuse('LEG_REPAIRED', 'dit deel is al hersteld', ['input', 'leg'], { repair: course.repair });
  }
  if (state.status !== 'settled' || state.settledOn === null) return notSettled(state);
  if (on < state.settledOn) {
    const message = `de uitwisseling is op ${state.settledOn} afgehandeld; daarvoor kan een deel niet mislukken`;
    return refuse('BEFORE_SETTLEMENT', message, ['input', 'on'], { settledOn: state.settledOn });
  }
  return inFuture(on, today);
}

export function failLeg(command: ExchangeCommandOf<'FailLeg'>, state: KnownExchange): Decided {
  const { on, today, reason, note } = command;
  const found = theLeg(state, command.leg);
  if (!found.ok) return found;
  const { leg, course } = found.value;
  if (course.status === 'failed') {
    if (course.reason === reason && course.on === on) return accept();
    return refuse('ALREADY_FAILED', `vastgelegd is dat dit deel op ${course.on} mislukte`, ['input', 'leg'], {
      reason: course.reason,
      on: course.on,
    });
  }
  const refusal = notOpenLeg(state, found.value, on, today);
  return refusal ?? accept({ type: 'LegFailed', exchange: state.exchange, leg, reason, on, note });
}

/**
 * Another dwelling: the leg goes on. A return: the koppeling goes back in the same commit, and COA is asked to follow. A balance:
 * the household stays where it was coupled to, and the debt stands in the exchange balance.
 */
export function repairLeg(command: ExchangeCommandOf<'RepairLeg'>, state: KnownExchange): Decided {
  const { repair, dwelling, persons, on, today, note } = command;
  const found = theLeg(state, command.leg);
  if (!found.ok) return found;
  const { leg, course, from, to, coa } = found.value;
  const refusal = notOpenLeg(state, found.value, on, today);
  if (refusal !== null) return refusal;
  if (course.status !== 'failed') {
    return refuse('LEG_NOT_FAILED', 'leg eerst vast dat dit deel is mislukt', ['input', 'leg']);
  }
  const wantsDwelling = repair === 'another-dwelling';
  if (wantsDwelling !== (dwelling !== null)) {
    return wantsDwelling
      ? refuse('DWELLING_REQUIRED', 'zeg welke andere woning', ['input', 'dwelling'])
      : refuse('DWELLING_NOT_ASKED', 'bij dit herstel hoort geen woning', ['input', 'dwelling']);
  }
  if (dwelling === found.value.dwelling) {
    return refuse('SAME_DWELLING', 'dit is de woning waarmee het niet lukte', ['input', 'dwelling']);
  }
  const { exchange } = state;
  const repaired: ExchangeEvent = {
    type: 'LegRepaired',
    exchange,
    leg,
    repair,
    dwelling,
    from,
    to,
    persons,
    on,
    note,
  };
  if (wantsDwelling) return accept(repaired);
  const isMovedAtCoa = repair === 'return' && isConfirmed(found.value) && coa.reversal === null;
  const reversal: ExchangeEvent = { type: 'RecouplingReversalRequested', exchange, legs: [leg], on: today };
  return orCompleted(state, found.value, today, repaired, ...(isMovedAtCoa ? [reversal] : []));
}
