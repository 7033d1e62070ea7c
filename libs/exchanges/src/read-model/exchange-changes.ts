import type { RecordedEvent } from '#libs/event-store';
import { canonicalJson, unreachable } from '#libs/kernel';
import type { Change } from '#libs/projections';
import { partiesOf, type ExchangeEventOf } from '../domain/exchange.js';
import type { ExchangeEvent } from '../domain/exchange.events.js';
import { ExchangeRows } from './exchange-rows.js';

type Changes = readonly Change[];

/** What a leg had failed by did not keep it. */
const NOT_FAILED = { failed_on: null, failure: null, failure_note: null } as const;

/** What one event of an exchange changes. Every row belongs to one exchange, so the order between exchanges does not matter. */
export function exchangeChanges(recorded: RecordedEvent, event: ExchangeEvent): Changes {
  const rows = new ExchangeRows(recorded, event.exchange);
  switch (event.type) {
    case 'ExchangeProposed':
      return proposed(rows, recorded, event);
    case 'ExchangeAccepted':
    case 'ExchangeReserved':
    case 'ExchangeReminded':
    case 'ExchangeEnded':
      return answeredOn(rows, recorded, event);
    case 'HouseholdInformed':
    case 'HouseholdObjected':
      return told(rows, event);
    case 'RecouplingRequested':
    case 'RecouplingConfirmed':
    case 'RecouplingRefused':
    case 'RecouplingReversalRequested':
    case 'RecouplingReversed':
      return atCoa(rows, recorded, event);
    case 'ExchangeSettled':
    case 'ChecklistAnswered':
    case 'ExchangeCompleted':
    case 'RedistributionRecorded':
      return settled(rows, recorded, event);
    case 'LegPlaced':
    case 'LegFailed':
    case 'LegRepaired':
      return moving(rows, event);
    default:
      return unreachable(event);
  }
}

function proposed(
  rows: ExchangeRows,
  { position, recordedAt }: RecordedEvent,
  event: ExchangeEventOf<'ExchangeProposed'>,
): Changes {
  const municipalities = partiesOf(event.legs);
  return [
    rows.becomes({
      position,
      status: 'proposed',
      region: event.region,
      suggestion: event.suggestion,
      municipalities: municipalities.join(' '),
      redistribution: canonicalJson(event.redistribution),
      proposed_at: recordedAt,
      answer_by: event.answerBy,
      expected_by: event.expectedBy,
    }),
    ...event.legs.map(({ leg, kind, household, persons, from, dwelling, to }) =>
      rows.leg(leg, 'proposed', { kind, household, persons, from_municipality: from, dwelling, to_municipality: to }),
    ),
    ...municipalities.map((municipality) => rows.party(municipality)),
  ];
}

/** What the municipalities made of it, up to where it ended without settlement. */
function answeredOn(
  rows: ExchangeRows,
  { recordedAt }: RecordedEvent,
  event: ExchangeEventOf<'ExchangeAccepted' | 'ExchangeReserved' | 'ExchangeReminded' | 'ExchangeEnded'>,
): Changes {
  switch (event.type) {
    case 'ExchangeAccepted':
      return [rows.becomes(), rows.answered(event.municipality, 'accepted', null)];
    case 'ExchangeReserved':
      return [
        rows.becomes({ status: 'reserved', reserved_at: recordedAt, reserved_on: event.on, inform_by: event.informBy }),
      ];
    case 'ExchangeReminded':
      return [rows.becomes()];
    case 'ExchangeEnded':
      return [
        rows.becomes({
          status: 'ended',
          ended_at: recordedAt,
          ended_on: event.on,
          end_code: event.end,
          end_by: event.by,
          end_reason: event.reason,
          end_leg: event.leg,
          end_note: event.note,
        }),
        ...(event.end === 'DECLINED' && event.by !== null ? [rows.answered(event.by, 'declined', event.reason)] : []),
      ];
    default:
      return unreachable(event);
  }
}

/** What the household heard, and said. */
function told(rows: ExchangeRows, event: ExchangeEventOf<'HouseholdInformed' | 'HouseholdObjected'>): Changes {
  if (event.type === 'HouseholdInformed') {
    return [rows.becomes(), rows.leg(event.leg, 'informed', { informed_on: event.on, object_by: event.objectBy })];
  }
  const { leg, on: objected_on, reason: objection, note: objection_note } = event;
  return [rows.becomes(), rows.leg(leg, 'objected', { objected_on, objection, objection_note })];
}

function atCoa(
  rows: ExchangeRows,
  { recordedAt }: RecordedEvent,
  event: ExchangeEventOf<
    | 'RecouplingRequested'
    | 'RecouplingConfirmed'
    | 'RecouplingRefused'
    | 'RecouplingReversalRequested'
    | 'RecouplingReversed'
  >,
): Changes {
  switch (event.type) {
    case 'RecouplingRequested':
      return [
        rows.becomes({ status: 'requested', requested_at: recordedAt, requested_on: event.on, coa_by: event.answerBy }),
        ...event.legs.map((leg) => rows.leg(leg, 'requested', { requested_on: event.on })),
      ];
    case 'RecouplingConfirmed':
    case 'RecouplingRefused': {
      const coa_answer = event.type === 'RecouplingConfirmed' ? 'confirmed' : 'refused';
      const coa_reason = event.type === 'RecouplingRefused' ? event.reason : null;
      const { leg, on: coa_on, reference: coa_reference } = event;
      return [rows.becomes(), rows.leg(leg, coa_answer, { coa_answer, coa_on, coa_reason, coa_reference })];
    }
    case 'RecouplingReversalRequested':
      return [
        rows.becomes(),
        rows.reversals(event.legs.length),
        ...event.legs.map((leg) => rows.leg(leg, 'reversal-requested', { reversal_requested_on: event.on })),
      ];
    case 'RecouplingReversed': {
      const { leg, on: reversed_on, reference: reversal_reference } = event;
      return [rows.becomes(), rows.reversals(-1), rows.leg(leg, 'reversed', { reversed_on, reversal_reference })];
    }
    default:
      return unreachable(event);
  }
}

/** From settlement on, as a whole. */
function settled(
  rows: ExchangeRows,
  { recordedAt }: RecordedEvent,
  event: ExchangeEventOf<'ExchangeSettled' | 'ChecklistAnswered' | 'ExchangeCompleted' | 'RedistributionRecorded'>,
): Changes {
  switch (event.type) {
    case 'ExchangeSettled': {
      const { on, moveBy: move_by, legs } = event;
      const given = legs.map(({ leg, from: giver, to: taker, persons }) => ({ leg, giver, taker, persons }));
      return [
        rows.becomes({ status: 'settled', settled_at: recordedAt, settled_on: on, move_by }),
        ...legs.map(({ leg, persons }) => rows.leg(leg, 'settled', { persons })),
        ...rows.booked(given.map((one) => ({ ...one, on, cause: 'settled' }))),
      ];
    }
    case 'ChecklistAnswered': {
      const { leg, municipality, answers } = event;
      return [rows.becomes(), rows.checked(leg, municipality, canonicalJson(answers))];
    }
    case 'ExchangeCompleted':
      return [rows.becomes({ status: 'completed', completed_at: recordedAt, completed_on: event.on })];
    case 'RedistributionRecorded': {
      const { period, redistribution, on: decided_on } = event;
      return [rows.becomes(), rows.decided({ period, redistribution, decided_on })];
    }
    default:
      return unreachable(event);
  }
}

/** From settlement on, leg by leg. */
function moving(rows: ExchangeRows, event: ExchangeEventOf<'LegPlaced' | 'LegFailed' | 'LegRepaired'>): Changes {
  switch (event.type) {
    case 'LegPlaced':
      return [rows.becomes(), rows.leg(event.leg, 'placed', { placed_on: event.on, ...NOT_FAILED })];
    case 'LegFailed': {
      const { leg, on: failed_on, reason: failure, note: failure_note } = event;
      return [rows.becomes(), rows.leg(leg, 'failed', { failed_on, failure, failure_note })];
    }
    case 'LegRepaired': {
      const { leg, repair, dwelling, from: taker, to: giver, persons, on, note: repair_note } = event;
      const how = { repair, repaired_on: on, repair_note, persons };
      if (repair === 'another-dwelling') {
        const where = dwelling === null ? {} : { dwelling };
        return [rows.becomes(), rows.leg(leg, 'settled', { ...how, ...NOT_FAILED, ...where })];
      }
      const cause = repair === 'return' ? 'returned' : 'balanced';
      return [
        rows.becomes(),
        rows.leg(leg, 'repaired', how),
        ...rows.booked([{ leg, giver, taker, persons, on, cause }]),
      ];
    }
    default:
      return unreachable(event);
  }
}
