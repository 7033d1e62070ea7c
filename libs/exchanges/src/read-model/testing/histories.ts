import type { RecordedEvent } from '#libs/event-store';
import {
  addDays,
  instantOrThrow,
  localDate,
  period,
  startOfDay,
  type LocalDate,
  type MunicipalityCode,
} from '#libs/kernel';
import fc from 'fast-check';
import type { ExchangeCommand } from '../../domain/exchange.commands.js';
import { SEALED } from '../../domain/testing/story.js';
import { exchangeDecider } from '../../domain/exchange.decider.js';
import {
  COA_REFUSALS,
  exchangeStream,
  LEG_KINDS,
  REPAIRS,
  type ExchangeEvent,
  type ExchangeLeg,
} from '../../domain/exchange.events.js';
import { partiesOf, type Exchange } from '../../domain/exchange.js';

export const CODES = ['GM0307', 'GM0342', 'GM0344', 'GM0355'] as readonly string[] as readonly MunicipalityCode[];
const START = localDate('2024-05-01');

/** What happened to one exchange, and how it stands by its own fold. */
export interface History {
  readonly exchange: string;
  readonly events: readonly ExchangeEvent[];
  readonly state: Exchange;
}

/** A step somebody tries at random; most are refused, and what is accepted is a history that can happen. */
type Step = { readonly what: number; readonly leg: number; readonly who: number; readonly pick: number };

const steps: fc.Arbitrary<Step> = fc.record({
  what: fc.nat(19),
  leg: fc.integer({ min: 1, max: 3 }),
  who: fc.nat(3),
  pick: fc.nat(20),
});

const legsOf = (id: string, kinds: readonly number[]): readonly ExchangeLeg[] =>
  kinds.map((kind, i) => ({
    leg: i + 1,
    kind: LEG_KINDS[kind % LEG_KINDS.length] ?? 'recoupling',
    household: `${id}-h${i + 1}`,
    persons: 1 + ((kind + i) % 5),
    from: CODES[(i + kind) % 4] as MunicipalityCode,
    dwelling: `${id}-d${i + 1}`,
    to: CODES[(i + kind + 1) % 4] as MunicipalityCode,
  }));

const PERIOD = period('2024-1');
const CHANGES = [
  { municipality: CODES[0] as MunicipalityCode, change: 2 },
  { municipality: CODES[1] as MunicipalityCode, change: -2 },
];
/** Where both take part, they agree on their taakstellingen as well. */
const agreedOf = (legs: readonly ExchangeLeg[]) => {
  const parties = partiesOf(legs);
  const agree = CHANGES.every(({ municipality }) => parties.includes(municipality));
  return agree ? CHANGES.map((share) => ({ ...share, period: PERIOD })) : [];
};

function commandOf({ what, leg, who, pick }: Step, exchange: string, today: LocalDate): ExchangeCommand {
  const now = startOfDay(today);
  const on = today;
  const later = startOfDay(addDays(today, 1 + pick));
  const municipality = CODES[who] as MunicipalityCode;
  const reference = pick % 2 === 0 ? `coa-${pick}` : null;
  switch (what) {
    case 0:
    case 1:
    case 2:
      return { type: 'Accept', municipality, now, on, informBy: later };
    case 3:
      return { type: 'Decline', municipality, reason: 'timing', leg: null, note: null, now, on };
    case 4:
      return { type: 'Withdraw', by: municipality, reason: 'other', leg: null, note: null, on };
    case 5:
    case 6:
      return { type: 'Inform', leg, on, today, objectBy: now };
    case 7:
      return { type: 'Object', leg, reason: SEALED, note: null, on, today };
    case 8:
    case 9:
      return { type: 'RequestRecouplings', reached: later, on, answerBy: later };
    case 10:
    case 11:
      return { type: 'ConfirmRecoupling', leg, on, today, reference };
    case 12:
      return { type: 'RefuseRecoupling', leg, on, today, reference, reason: COA_REFUSALS[pick % 6] ?? 'other' };
    case 13:
      return { type: 'ReverseRecoupling', leg, on, today, reference };
    case 14:
      return { type: 'Settle', reached: later, on, moveBy: later, persons: new Map([[leg, 1 + (pick % 6)]]) };
    case 15:
      return { type: 'RecordPlaced', household: `${exchange}-h${leg}`, on };
    case 16:
      return { type: 'FailLeg', leg, reason: 'dwelling-lost', on, today, note: null };
    case 17: {
      const repair = REPAIRS[pick % 3] ?? 'return';
      const dwelling = repair === 'another-dwelling' ? `${exchange}-other-${pick}` : null;
      return { type: 'RepairLeg', leg, repair, dwelling, persons: 1 + (pick % 6), on, today, note: null };
    }
    case 18:
      return { type: 'RecordRedistribution', redistribution: `${exchange}-r`, period: PERIOD, shares: CHANGES, on };
    default:
      return { type: 'AnswerChecklist', leg, municipality, answers: { school: pick % 2 === 0 }, known: ['school'] };
  }
}

/** A way through to the end, so that what comes late happens too; the random steps come between. */
const PATH: readonly Omit<Step, 'leg' | 'who'>[] = [
  ...[0, 0, 0, 0, 5, 5, 5, 8, 10, 10, 10, 14, 18, 16, 17, 15, 15, 15].map((what) => ({ what, pick: 2 })),
];

function historyOf(exchange: string, kinds: readonly number[], tried: readonly Step[], far: number): History {
  const legs = legsOf(exchange, kinds);
  const path = PATH.slice(0, far).map((step, i) => ({ ...step, leg: 1 + (i % 3), who: i % 4 }));
  const events: ExchangeEvent[] = [];
  let state = exchangeDecider.initial;
  const run = (command: ExchangeCommand): void => {
    const decision = exchangeDecider.decide(command, state);
    if (!decision.ok) return;
    events.push(...decision.value);
    state = decision.value.reduce(exchangeDecider.evolve, state);
  };
  run({
    type: 'Propose',
    exchange,
    region: null,
    legs,
    suggestion: null,
    remindAt: startOfDay(addDays(START, 3)),
    answerBy: startOfDay(addDays(START, 400)),
    expectedBy: addDays(START, 460),
    redistribution: agreedOf(legs),
    most: { legs: 6, municipalities: 4 },
  });
  path.forEach((step, i) => {
    const between = tried.filter((_, n) => n % path.length === i);
    for (const one of [step, ...between]) run(commandOf(one, exchange, addDays(START, 1 + i)));
  });
  return { exchange, events, state };
}

/** Some exchanges, each a history that its own decider accepts. */
export const histories: fc.Arbitrary<readonly History[]> = fc
  .array(
    fc.record({
      kinds: fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }),
      tried: fc.array(steps, { maxLength: 25 }),
      far: fc.integer({ min: 1, max: PATH.length }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) => all.map(({ kinds, tried, far }, i) => historyOf(`x${i + 1}`, kinds, tried, far)));

/** Histories as one log; `picks` chooses whose event comes next. */
export function logOf(all: readonly History[], picks: readonly number[]): readonly RecordedEvent[] {
  const waiting = all.map(({ exchange, events }) => ({ exchange, events: [...events], version: 0 }));
  const log: RecordedEvent[] = [];
  for (let i = 0; ; i++) {
    const left = waiting.filter(({ events }) => events.length > 0);
    const next = left[(picks[i % picks.length] ?? 0) % Math.max(1, left.length)];
    const event = next?.events.shift();
    if (next === undefined || event === undefined) return log;
    log.push(recordedAs(event, next.exchange, ++next.version, log.length + 1));
  }
}

/** An event as the log holds it. */
export function recordedAs(event: ExchangeEvent, exchange: string, version: number, position: number): RecordedEvent {
  const { type, ...data } = event;
  return {
    id: `00000000-0000-4000-8000-${position.toString(16).padStart(12, '0')}`,
    type,
    data,
    effectiveOn: null,
    position,
    stream: exchangeStream(exchange),
    version,
    meta: { actor: 'spec', commandId: `c${position}`, commit: position, commitSize: 1 },
    recordedAt: instantOrThrow('2024-05-01T10:00:00.000Z'),
  };
}
