import { unreachable } from '#libs/kernel';
import {
  checklistKey,
  partiesOf,
  reminderKey,
  type Exchange,
  type ExchangeEventOf,
  type KnownExchange,
  type LegAtCoa,
  type LegState,
} from './exchange.js';
import type { ExchangeEvent } from './exchange.events.js';

const NOT_ASKED: LegAtCoa = { requestedOn: null, answer: null, reversal: null };

function proposed({
  exchange,
  region,
  legs,
  answerBy,
  expectedBy,
  redistribution,
}: ExchangeEventOf<'ExchangeProposed'>): KnownExchange {
  return {
    status: 'proposed',
    exchange,
    region,
    legs: legs.map((leg) => ({ ...leg, informed: null, coa: NOT_ASKED, course: { status: 'open' } })),
    municipalities: partiesOf(legs),
    accepted: [],
    answerBy,
    expectedBy,
    reservedOn: null,
    settledOn: null,
    due: { answer: answerBy },
    reminded: [],
    checklists: {},
    end: null,
    redistribution,
    decisions: {},
  };
}

const withLegs = (
  state: KnownExchange,
  which: (leg: LegState) => boolean,
  becomes: (leg: LegState) => Partial<LegState>,
): KnownExchange => ({
  ...state,
  legs: state.legs.map((leg) => (which(leg) ? { ...leg, ...becomes(leg) } : leg)),
});

const withLeg = (state: KnownExchange, number: number, becomes: (leg: LegState) => Partial<LegState>): KnownExchange =>
  withLegs(state, ({ leg }) => leg === number, becomes);

const atCoa =
  (becomes: Partial<LegAtCoa>) =>
  ({ coa }: LegState): Partial<LegState> => ({ coa: { ...coa, ...becomes } });

function repaired(state: KnownExchange, event: ExchangeEventOf<'LegRepaired'>): KnownExchange {
  const { leg, repair, dwelling, persons, on } = event;
  return withLeg(state, leg, () =>
    repair === 'another-dwelling'
      ? { persons, course: { status: 'open' }, ...(dwelling === null ? {} : { dwelling }) }
      : { persons, course: { status: 'repaired', repair, on } },
  );
}

/** What an event makes of an exchange. Never throws: a log that was checked on reading may still tell what decisions do not. */
export function evolveExchange(state: Exchange, event: ExchangeEvent): Exchange {
  if (event.type === 'ExchangeProposed') return proposed(event);
  if (state.status === 'unknown') return state;
  switch (event.type) {
    case 'ExchangeAccepted':
      return { ...state, accepted: [...state.accepted, event.municipality] };
    case 'ExchangeReserved':
      return { ...state, status: 'reserved', reservedOn: event.on, due: { ...state.due, inform: event.informBy } };
    case 'ExchangeReminded':
      return { ...state, reminded: [...state.reminded, reminderKey(event.deadline, event.dueAt)] };
    case 'HouseholdInformed':
      return withLeg(state, event.leg, () => ({ informed: { on: event.on, objectBy: event.objectBy } }));
    case 'HouseholdObjected':
      return state;
    case 'ExchangeEnded':
      return { ...state, status: 'ended', end: event.end };
    case 'RecouplingRequested': {
      const asked: KnownExchange = { ...state, status: 'requested', due: { ...state.due, coa: event.answerBy } };
      return withLegs(asked, ({ leg }) => event.legs.includes(leg), atCoa({ requestedOn: event.on }));
    }
    case 'RecouplingConfirmed':
    case 'RecouplingRefused': {
      const kind = event.type === 'RecouplingConfirmed' ? 'confirmed' : 'refused';
      return withLeg(state, event.leg, atCoa({ answer: { kind, on: event.on, reference: event.reference } }));
    }
    case 'RecouplingReversalRequested':
      return withLegs(state, ({ leg }) => event.legs.includes(leg), atCoa({ reversal: 'open' }));
    case 'RecouplingReversed':
      return withLeg(state, event.leg, atCoa({ reversal: { on: event.on, reference: event.reference } }));
    case 'ExchangeSettled': {
      const personsOf = new Map(event.legs.map(({ leg, persons }) => [leg, persons]));
      return {
        ...state,
        status: 'settled',
        settledOn: event.on,
        due: { ...state.due, move: event.moveBy },
        legs: state.legs.map((leg) => ({ ...leg, persons: personsOf.get(leg.leg) ?? leg.persons })),
      };
    }
    case 'ChecklistAnswered': {
      const key = checklistKey(event.leg, event.municipality);
      return { ...state, checklists: { ...state.checklists, [key]: event.answers } };
    }
    case 'LegPlaced':
      return withLeg(state, event.leg, () => ({ course: { status: 'placed', on: event.on } }));
    case 'LegFailed':
      return withLeg(state, event.leg, () => ({ course: { status: 'failed', reason: event.reason, on: event.on } }));
    case 'LegRepaired':
      return repaired(state, event);
    case 'ExchangeCompleted':
      return { ...state, status: 'completed' };
    case 'RedistributionRecorded':
      return { ...state, decisions: { ...state.decisions, [event.period]: event.redistribution } };
    default:
      return unreachable(event);
  }
}
