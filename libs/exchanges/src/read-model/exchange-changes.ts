import type { RecordedEvent } from '#libs/event-store';
import { canonicalJson, unreachable, type LocalDate, type MunicipalityCode } from '#libs/kernel';
import type { Change, Row } from '#libs/projections';
import { partiesOf } from '../domain/exchange.js';
import type { ExchangeEvent } from '../domain/exchange.events.js';
import type { BalanceCause, Direction, LegStateName } from './leg-states.js';

/** A household that goes, or goes back, from one municipality to another. */
interface Given {
  readonly leg: number;
  readonly giver: MunicipalityCode;
  readonly taker: MunicipalityCode;
  readonly persons: number;
  readonly on: LocalDate;
  readonly cause: BalanceCause;
}

/** What a leg had failed by did not keep it. */
const NOT_FAILED = { failed_on: null, failure: null, failure_note: null } as const;

/** What one event of an exchange changes. Every row belongs to one exchange, so the order between exchanges does not matter. */
export function exchangeChanges(recorded: RecordedEvent, event: ExchangeEvent): readonly Change[] {
  const { exchange } = event;
  const { position, version, recordedAt } = recorded;

  const becomes = (row: Row = {}): Change => ({
    kind: 'put',
    table: 'exchange',
    key: { exchange },
    row: { version, ...row },
  });
  const leg = (number: number, state: LegStateName, row: Row = {}): Change => ({
    kind: 'put',
    table: 'leg',
    key: { exchange, leg: number },
    row: { state, ...row },
  });
  const answered = (municipality: MunicipalityCode, answer: string, reason: string | null): Change => ({
    kind: 'put',
    table: 'answer',
    key: { exchange, municipality },
    row: { answer, reason, answered_at: recordedAt },
  });
  const reversals = (amount: number): Change => ({
    kind: 'add',
    table: 'exchange',
    key: { exchange },
    amounts: { open_reversals: amount },
  });
  /** Two rows for each: one on either side. Of legs of either kind, since a repair does not tell it: the balance reads those that recouple. */
  const booked = (given: readonly Given[]): readonly Change[] =>
    given.flatMap(({ leg: number, giver, taker, persons, on, cause }, i) => {
      const row = (entry: number, municipality: string, counterparty: string, direction: Direction): Change => ({
        kind: 'insert',
        table: 'balance_entry',
        row: {
          position,
          entry,
          municipality,
          counterparty,
          direction,
          households: 1,
          persons,
          effective_on: on,
          exchange,
          leg: number,
          cause,
        },
      });
      return [row(2 * i, giver, taker, 'given'), row(2 * i + 1, taker, giver, 'received')];
    });

  switch (event.type) {
    case 'ExchangeProposed': {
      const municipalities = partiesOf(event.legs);
      return [
        becomes({
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
        ...event.legs.map(({ leg: number, kind, household, persons, from, dwelling, to }) =>
          leg(number, 'proposed', {
            kind,
            household,
            persons,
            from_municipality: from,
            dwelling,
            to_municipality: to,
          }),
        ),
        ...municipalities.map((municipality): Change => ({
          kind: 'insert',
          table: 'party',
          row: { exchange, municipality },
        })),
      ];
    }
    case 'ExchangeAccepted':
      return [becomes(), answered(event.municipality, 'accepted', null)];
    case 'ExchangeReserved':
      return [
        becomes({ status: 'reserved', reserved_at: recordedAt, reserved_on: event.on, inform_by: event.informBy }),
      ];
    case 'ExchangeReminded':
      return [becomes()];
    case 'HouseholdInformed':
      return [becomes(), leg(event.leg, 'informed', { informed_on: event.on, object_by: event.objectBy })];
    case 'HouseholdObjected':
      return [
        becomes(),
        leg(event.leg, 'objected', {
          objected_on: event.on,
          objection: event.reason,
          objection_note: event.note,
        }),
      ];
    case 'ExchangeEnded':
      return [
        becomes({
          status: 'ended',
          ended_at: recordedAt,
          ended_on: event.on,
          end_code: event.end,
          end_by: event.by,
          end_reason: event.reason,
          end_leg: event.leg,
          end_note: event.note,
        }),
        ...(event.end === 'DECLINED' && event.by !== null ? [answered(event.by, 'declined', event.reason)] : []),
      ];
    case 'RecouplingRequested':
      return [
        becomes({ status: 'requested', requested_at: recordedAt, requested_on: event.on, coa_by: event.answerBy }),
        ...event.legs.map((number) => leg(number, 'requested', { requested_on: event.on })),
      ];
    case 'RecouplingConfirmed':
    case 'RecouplingRefused': {
      const answer = event.type === 'RecouplingConfirmed' ? 'confirmed' : 'refused';
      return [
        becomes(),
        leg(event.leg, answer, {
          coa_answer: answer,
          coa_on: event.on,
          coa_reason: event.type === 'RecouplingRefused' ? event.reason : null,
          coa_reference: event.reference,
        }),
      ];
    }
    case 'RecouplingReversalRequested':
      return [
        becomes(),
        reversals(event.legs.length),
        ...event.legs.map((number) => leg(number, 'reversal-requested', { reversal_requested_on: event.on })),
      ];
    case 'RecouplingReversed':
      return [
        becomes(),
        reversals(-1),
        leg(event.leg, 'reversed', { reversed_on: event.on, reversal_reference: event.reference }),
      ];
    case 'ExchangeSettled':
      return [
        becomes({ status: 'settled', settled_at: recordedAt, settled_on: event.on, move_by: event.moveBy }),
        ...event.legs.map(({ leg: number, persons }) => leg(number, 'settled', { persons })),
        ...booked(
          event.legs.map(({ leg: number, from, to, persons }) => ({
            leg: number,
            giver: from,
            taker: to,
            persons,
            on: event.on,
            cause: 'settled',
          })),
        ),
      ];
    case 'ChecklistAnswered': {
      const { leg: number, municipality, answers } = event;
      return [
        becomes(),
        {
          kind: 'put',
          table: 'checklist',
          key: { exchange, leg: number, municipality },
          row: { answers: canonicalJson(answers), answered_at: recordedAt },
        },
      ];
    }
    case 'LegPlaced':
      return [becomes(), leg(event.leg, 'placed', { placed_on: event.on, ...NOT_FAILED })];
    case 'LegFailed':
      return [
        becomes(),
        leg(event.leg, 'failed', { failed_on: event.on, failure: event.reason, failure_note: event.note }),
      ];
    case 'LegRepaired': {
      const { leg: number, repair, dwelling, from, to, persons, on, note } = event;
      const how = { repair, repaired_on: on, repair_note: note, persons };
      if (repair === 'another-dwelling') {
        return [
          becomes(),
          leg(number, 'settled', { ...how, ...NOT_FAILED, ...(dwelling === null ? {} : { dwelling }) }),
        ];
      }
      const cause = repair === 'return' ? 'returned' : 'balanced';
      return [
        becomes(),
        leg(number, 'repaired', how),
        ...booked([{ leg: number, giver: to, taker: from, persons, on, cause }]),
      ];
    }
    case 'ExchangeCompleted':
      return [becomes({ status: 'completed', completed_at: recordedAt, completed_on: event.on })];
    case 'RedistributionRecorded': {
      const { period, redistribution, on } = event;
      return [
        becomes(),
        { kind: 'insert', table: 'redistribution_decision', row: { exchange, period, redistribution, decided_on: on } },
      ];
    }
    default:
      return unreachable(event);
  }
}
