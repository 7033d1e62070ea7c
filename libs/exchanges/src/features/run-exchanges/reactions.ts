import {
  dwellingChanged,
  dwellingOccupied,
  dwellingReleased,
  dwellingReserved,
  dwellingWithdrawn,
} from '#libs/dwellings';
import type { RecordedEvent } from '#libs/event-store';
import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import {
  coaKoppelingStated,
  householdForgotten,
  householdMovedHome,
  householdPersonsChanged,
  householdPlaced,
  householdProfileChanged,
  householdReleased,
  householdSplit,
  koppelingEnded,
  koppelingMoved,
} from '#libs/koppeling';
import type { z } from 'zod';
import {
  exchangeCompleted,
  exchangeEnded,
  exchangeProposed,
  exchangeReserved,
  exchangeSettled,
  householdInformed,
  recouplingConfirmed,
  recouplingRequested,
  type ExchangeDeadline,
} from '../../domain/exchange.events.js';

/** Names of the deadlines of exchanges. */
export const EXCHANGE_ANSWER = 'exchange-answer';
export const EXCHANGE_OBJECTION = 'exchange-objection';
export const EXCHANGE_REMINDER = 'exchange-reminder';

/** Where a list of COA has a household of an exchange. */
export interface StatedByList {
  readonly household: string;
  readonly municipality: MunicipalityCode;
  /** Day of the list. */
  readonly on: LocalDate;
  readonly source: string;
}

/** What the process manager asks of an exchange. */
export type ExchangeStep =
  | { readonly step: 'settle'; readonly exchange: string }
  | { readonly step: 'recheck'; readonly exchange: string }
  | {
      readonly step: 'end-used';
      readonly exchange: string;
      readonly used: { readonly household: string } | { readonly dwelling: string };
    }
  | ({ readonly step: 'confirm-by-list'; readonly exchange: string } & StatedByList)
  | { readonly step: 'leg-placed'; readonly exchange: string; readonly household: string; readonly on: LocalDate };

/** What follows from one event. Deadlines carry the position of the event: handled again, it changes nothing. */
export type Reaction =
  | {
      readonly react: 'set';
      readonly name: string;
      readonly key: string;
      readonly dueAt: Instant;
      readonly payload: Readonly<Record<string, string>>;
    }
  | { readonly react: 'cancel'; readonly name: string; readonly key: string }
  | { readonly react: 'ask'; readonly step: ExchangeStep }
  /** Who forgets a household destroys its key right after: this is for what a crash left undone. */
  | { readonly react: 'destroy-key'; readonly household: string };

const answerTerm = (exchange: string) => ({ name: EXCHANGE_ANSWER, key: exchange });
/** Of each leg: which of them was informed last, need not be known. */
const objectionTerm = (exchange: string, leg: number) => ({ name: EXCHANGE_OBJECTION, key: `${exchange}/${leg}` });
const reminder = (exchange: string, of: ExchangeDeadline) => ({ name: EXCHANGE_REMINDER, key: `${exchange}/${of}` });

/** `at`: when to remind; `dueAt`: of what is due then. */
const remind = (exchange: string, deadline: ExchangeDeadline, at: Instant, dueAt: Instant = at): Reaction => ({
  react: 'set',
  ...reminder(exchange, deadline),
  dueAt: at,
  payload: { exchange, deadline, dueAt },
});
const cancel = (deadline: { readonly name: string; readonly key: string }): Reaction => ({
  react: 'cancel',
  ...deadline,
});
const ask = (step: ExchangeStep): Reaction => ({ react: 'ask', step });

const recheck = ({ heldBy }: { readonly heldBy: string | null }): readonly Reaction[] =>
  heldBy === null ? [] : [ask({ step: 'recheck', exchange: heldBy })];

type Used = { readonly household: string } | { readonly dwelling: string };
const endUsed = (exchange: string | null, used: Used): readonly Reaction[] =>
  exchange === null ? [] : [ask({ step: 'end-used', exchange, used })];

/** What must follow from an event of each type; of any other type nothing does. */
const REACTIONS: Readonly<Record<string, (event: RecordedEvent) => readonly Reaction[]>> = {
  ...on(exchangeProposed, ({ exchange, remindAt, answerBy }) => [
    { react: 'set', ...answerTerm(exchange), dueAt: answerBy, payload: { exchange } },
    remind(exchange, 'answer', remindAt, answerBy),
  ]),
  ...on(exchangeReserved, ({ exchange, informBy }) => [
    cancel(answerTerm(exchange)),
    cancel(reminder(exchange, 'answer')),
    remind(exchange, 'inform', informBy),
  ]),
  ...on(householdInformed, ({ exchange, leg, objectBy }) => [
    { react: 'set', ...objectionTerm(exchange, leg), dueAt: objectBy, payload: { exchange } },
  ]),
  ...on(recouplingRequested, ({ exchange, answerBy }) => [
    cancel(reminder(exchange, 'inform')),
    remind(exchange, 'coa', answerBy),
  ]),
  // Whether it was the last one, the exchange knows.
  ...on(recouplingConfirmed, ({ exchange }) => [ask({ step: 'settle', exchange })]),
  ...on(exchangeSettled, ({ exchange, moveBy }) => [
    cancel(reminder(exchange, 'inform')),
    cancel(reminder(exchange, 'coa')),
    remind(exchange, 'move', moveBy),
  ]),
  ...on(exchangeEnded, ({ exchange }) => [
    cancel(answerTerm(exchange)),
    ...(['answer', 'inform', 'coa'] as const).map((of) => cancel(reminder(exchange, of))),
  ]),
  ...on(exchangeCompleted, ({ exchange }) => [cancel(reminder(exchange, 'move'))]),

  // Whether it waits for this, the exchange knows.
  ...on(coaKoppelingStated, ({ mayAnswer: exchange, household, municipality, on: day, source }) =>
    exchange === null || municipality === null
      ? []
      : [ask({ step: 'confirm-by-list', exchange, household, municipality, on: day, source })],
  ),
  ...on(householdPlaced, ({ household, exchange, broke, stay }) => [
    ...(exchange === null ? [] : [ask({ step: 'leg-placed', exchange, household, on: stay.movedOn })]),
    ...endUsed(broke, { household }),
  ]),
  ...on(householdMovedHome, ({ household, broke }) => endUsed(broke, { household })),
  ...on(koppelingMoved, ({ household, broke }) => endUsed(broke, { household })),
  ...on(koppelingEnded, ({ household, broke }) => endUsed(broke, { household })),
  ...on(householdReleased, ({ household, exchange, reason }) =>
    reason === 'owner-used' ? endUsed(exchange, { household }) : [],
  ),
  ...on(householdPersonsChanged, recheck),
  ...on(householdProfileChanged, recheck),
  ...on(householdSplit, recheck),
  ...on(householdForgotten, ({ household }) => [{ react: 'destroy-key', household }]),

  ...on(dwellingOccupied, ({ dwelling, broke }) => endUsed(broke, { dwelling })),
  ...on(dwellingReserved, ({ dwelling, broke }) => endUsed(broke, { dwelling })),
  ...on(dwellingWithdrawn, ({ dwelling, broke }) => endUsed(broke, { dwelling })),
  ...on(dwellingReleased, ({ dwelling, exchange, reason }) =>
    reason === 'owner-used' ? endUsed(exchange, { dwelling }) : [],
  ),
  ...on(dwellingChanged, recheck),
};

function on<T extends { readonly type: string }>(
  schema: z.ZodType<T> & { readonly shape: { readonly type: z.ZodLiteral<T['type']> } },
  reactions: (event: T) => readonly Reaction[],
): Readonly<Record<string, (event: RecordedEvent) => readonly Reaction[]>> {
  return { [schema.shape.type.value]: ({ type, data }) => reactions(schema.parse({ ...data, type })) };
}

/**
 * What follows from an event, by that event alone: no state, so that it may be asked again and again.
 * @throws Error on an event that does not fit its schema: a damaged log
 */
export const reactionsTo = (event: RecordedEvent): readonly Reaction[] => REACTIONS[event.type]?.(event) ?? [];
