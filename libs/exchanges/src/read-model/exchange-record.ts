import type { Instant, LocalDate, MunicipalityCode, Period } from '#libs/kernel';
import type { Sealed } from '#libs/secrets';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ExchangeStatus } from '../domain/exchange.js';
import { exchangeProposed, type ExchangeEnd, type LegKind, type Repair } from '../domain/exchange.events.js';
import type { LegStateName } from './leg-states.js';

/** What one municipality says of the checklist of a leg: item to whether it is taken care of. */
export interface ChecklistRecord {
  readonly municipality: MunicipalityCode;
  readonly answers: Readonly<Record<string, boolean>>;
}

export interface LegRecord {
  readonly leg: number;
  readonly kind: LegKind;
  readonly household: string;
  readonly persons: number;
  readonly from: MunicipalityCode;
  readonly dwelling: string;
  readonly to: MunicipalityCode;
  readonly state: LegStateName;
  readonly informedOn: LocalDate | null;
  readonly objectBy: Instant | null;
  readonly objectedOn: LocalDate | null;
  /** Sealed with the key of the household, as are the notes. */
  readonly objection: Sealed | null;
  readonly objectionNote: Sealed | null;
  readonly requestedOn: LocalDate | null;
  readonly coaAnswer: 'confirmed' | 'refused' | null;
  readonly coaOn: LocalDate | null;
  readonly coaReason: string | null;
  readonly coaReference: string | null;
  readonly reversalRequestedOn: LocalDate | null;
  readonly reversedOn: LocalDate | null;
  readonly reversalReference: string | null;
  readonly placedOn: LocalDate | null;
  readonly failedOn: LocalDate | null;
  readonly failure: string | null;
  readonly failureNote: Sealed | null;
  readonly repairedOn: LocalDate | null;
  readonly repair: Repair | null;
  readonly repairNote: Sealed | null;
  readonly checklists: readonly ChecklistRecord[];
}

export interface AnswerRecord {
  readonly municipality: MunicipalityCode;
  readonly answer: 'accepted' | 'declined';
  readonly reason: string | null;
  readonly at: Instant;
}

/** What was agreed of the taakstellingen of a period [Huisvestingswet 2014, art. 29(2)]. */
export interface RedistributionRecord {
  readonly period: Period;
  readonly shares: readonly { readonly municipality: MunicipalityCode; readonly change: number }[];
  /** What the supervisor decided; null: asked, and not decided. */
  readonly decision: { readonly redistribution: string; readonly on: LocalDate } | null;
}

/** An exchange as the read model holds it: with everything, whoever asks. */
export interface ExchangeRecord {
  readonly exchange: string;
  /** Position of its proposal. */
  readonly position: number;
  /** Version of its stream, for who decides on what was seen here. */
  readonly version: number;
  readonly status: ExchangeStatus;
  readonly region: string | null;
  readonly suggestion: string | null;
  /** Those who take part, in travel order. */
  readonly municipalities: readonly MunicipalityCode[];
  readonly redistribution: readonly RedistributionRecord[];
  readonly proposedAt: Instant;
  readonly answerBy: Instant;
  /** Last day on which the households move when every term is used. */
  readonly expectedBy: LocalDate;
  readonly reservedAt: Instant | null;
  readonly reservedOn: LocalDate | null;
  readonly informBy: Instant | null;
  readonly requestedAt: Instant | null;
  readonly requestedOn: LocalDate | null;
  readonly coaBy: Instant | null;
  readonly settledAt: Instant | null;
  readonly settledOn: LocalDate | null;
  readonly moveBy: Instant | null;
  readonly completedAt: Instant | null;
  readonly completedOn: LocalDate | null;
  readonly endedAt: Instant | null;
  readonly endedOn: LocalDate | null;
  readonly end: ExchangeEnd | null;
  readonly endBy: MunicipalityCode | null;
  readonly endReason: string | null;
  readonly endLeg: number | null;
  readonly endNote: Sealed | null;
  readonly openReversals: number;
  readonly legs: readonly LegRecord[];
  readonly answers: readonly AnswerRecord[];
}

/** Those in which something can still happen: what its municipalities share for it, they share for so long. */
export const OPEN_STATUSES = [
  'proposed',
  'reserved',
  'requested',
  'settled',
] as const satisfies readonly ExchangeStatus[];

export const isOpen = ({ status }: Pick<ExchangeRecord, 'status'>): boolean =>
  OPEN_STATUSES.some((open) => open === status);

/** Whether nothing is left to do about it: the household lives there, or the leg was mended otherwise. */
export const isDoneLeg = ({ placedOn, repair }: Pick<LegRecord, 'placedOn' | 'repair'>): boolean =>
  placedOn !== null || repair === 'return' || repair === 'balance';

const COLUMNS = `
  x.exchange, x.position, x.version, x.status, x.region, x.suggestion, x.municipalities, x.redistribution,
  x.proposed_at as "proposedAt", x.answer_by as "answerBy", x.expected_by as "expectedBy", x.reserved_at as "reservedAt", x.reserved_on as "reservedOn",
  x.inform_by as "informBy", x.requested_at as "requestedAt", x.requested_on as "requestedOn", x.coa_by as "coaBy",
  x.settled_at as "settledAt", x.settled_on as "settledOn", x.move_by as "moveBy", x.completed_at as "completedAt",
  x.completed_on as "completedOn", x.ended_at as "endedAt", x.ended_on as "endedOn", x.end_code as "end",
  x.end_by as "endBy", x.end_reason as "endReason", x.end_leg as "endLeg",
  x.end_note as "endNote", coalesce(x.open_reversals, 0) as "openReversals"`;

const LEG_COLUMNS = `
  l.exchange, l.leg, l.kind, l.household, l.persons, l.from_municipality as "from", l.dwelling, l.to_municipality as "to",
  l.state, l.informed_on as "informedOn", l.object_by as "objectBy", l.objected_on as "objectedOn", l.objection, l.objection_note as "objectionNote",
  l.requested_on as "requestedOn", l.coa_answer as "coaAnswer", l.coa_on as "coaOn", l.coa_reason as "coaReason",
  l.coa_reference as "coaReference", l.reversal_requested_on as "reversalRequestedOn", l.reversed_on as "reversedOn",
  l.reversal_reference as "reversalReference", l.placed_on as "placedOn", l.failed_on as "failedOn", l.failure,
  l.failure_note as "failureNote", l.repaired_on as "repairedOn", l.repair, l.repair_note as "repairNote"`;

type ExchangeRow = Omit<ExchangeRecord, 'municipalities' | 'redistribution' | 'legs' | 'answers'> & {
  readonly municipalities: string;
  readonly redistribution: string;
};
type OfExchange<T> = T & { readonly exchange: string };

const answersOf = z.record(z.string(), z.boolean());
const sharesOf = exchangeProposed.shape.redistribution;

type DecisionRow = { readonly period: Period; readonly redistribution: string; readonly on: LocalDate };

/** By period, in order. */
function redistributionOf(agreed: string, decisions: readonly DecisionRow[]): readonly RedistributionRecord[] {
  const shares = sharesOf.parse(JSON.parse(agreed));
  return [...new Set(shares.map(({ period }) => period))].sort().map((period) => {
    const decision = decisions.find((one) => one.period === period);
    return {
      period,
      shares: shares
        .filter((share) => share.period === period)
        .map(({ municipality, change }) => ({ municipality, change })),
      decision: decision === undefined ? null : { redistribution: decision.redistribution, on: decision.on },
    };
  });
}

function byExchange<T extends { readonly exchange: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const grouped = new Map<string, T[]>();
  for (const row of rows) {
    const group = grouped.get(row.exchange);
    if (group === undefined) grouped.set(row.exchange, [row]);
    else group.push(row);
  }
  return grouped;
}

/** Which exchanges a statement is about: SQL over `x`, the row of an exchange. */
export interface RecordsAsked {
  readonly where: string;
  readonly order: string;
  readonly limit: number;
  readonly values: readonly unknown[];
}

/** Exchanges with all that belongs to them, in one snapshot of the caller. */
export async function recordsIn(
  client: PoolClient,
  schema: string,
  { where, order, limit, values }: RecordsAsked,
): Promise<readonly ExchangeRecord[]> {
  const { rows } = await client.query<ExchangeRow>(
    `select ${COLUMNS} from ${schema}.exchange x where x.status is not null and ${where} order by ${order} limit ${limit}`,
    [...values],
  );
  if (rows.length === 0) return [];
  const ids = [rows.map(({ exchange }) => exchange)];
  const legs = await client.query<OfExchange<Omit<LegRecord, 'checklists'>>>(
    `select ${LEG_COLUMNS} from ${schema}.leg l where l.exchange = any($1) order by l.leg`,
    ids,
  );
  const answers = await client.query<OfExchange<AnswerRecord>>(
    `select exchange, municipality, answer, reason, answered_at as at from ${schema}.answer
      where exchange = any($1) order by answered_at, municipality`,
    ids,
  );
  const checklists = await client.query<{ exchange: string; leg: number; municipality: string; answers: string }>(
    `select exchange, leg, municipality, answers from ${schema}.checklist where exchange = any($1) order by municipality`,
    ids,
  );
  const decisions = await client.query<OfExchange<DecisionRow>>(
    `select exchange, period, redistribution, decided_on as on from ${schema}.redistribution_decision where exchange = any($1)`,
    ids,
  );
  const legsOf = byExchange(legs.rows);
  const decided = byExchange(decisions.rows);
  const answered = byExchange(answers.rows);
  const checked = byExchange(checklists.rows);
  return rows.map((row) => ({
    ...row,
    municipalities: row.municipalities.split(' ') as MunicipalityCode[],
    redistribution: redistributionOf(row.redistribution, decided.get(row.exchange) ?? []),
    legs: (legsOf.get(row.exchange) ?? []).map(({ exchange: _, ...leg }) => ({
      ...leg,
      checklists: (checked.get(row.exchange) ?? [])
        .filter((one) => one.leg === leg.leg)
        .map((one) => ({
          municipality: one.municipality as MunicipalityCode,
          answers: answersOf.parse(JSON.parse(one.answers)),
        })),
    })),
    answers: (answered.get(row.exchange) ?? []).map(({ exchange: _, ...answer }) => answer),
  }));
}
