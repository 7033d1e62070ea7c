import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import type { ExchangeRecord, LegRecord } from '../exchange-record.js';

export type RequestState = 'open' | 'answered';

/** What COA is, or was, asked about one leg. A reversal asks for the way back. */
export interface RecouplingRequest {
  readonly exchange: string;
  readonly leg: number;
  /** By which COA and the municipalities speak of it: no household is named outside the platform. */
  readonly reference: string;
  /** Null: not, or no longer, shown to this person. */
  readonly household: string | null;
  readonly persons: number;
  /** Of the move that is asked for. */
  readonly from: MunicipalityCode;
  readonly to: MunicipalityCode;
  readonly reversal: boolean;
  readonly requestedOn: LocalDate;
  /** Null: a reversal has no term. */
  readonly answerBy: Instant | null;
  readonly overdue: boolean;
  /** Null: open. */
  readonly answer: 'confirmed' | 'refused' | 'reversed' | null;
  readonly answeredOn: LocalDate | null;
  readonly coaReference: string | null;
}

/** Named by both, so that a letter, an answer by post and a list are about the same. */
export const referenceOf = (exchange: string, leg: number): string => `${exchange}/${leg}`;

/** The requests of an exchange in a state, the way there before the way back. */
export function requestsOf(record: ExchangeRecord, state: RequestState, now: Instant): readonly RecouplingRequest[] {
  return record.legs.flatMap(
    (leg) =>
      [there(record, leg, now), back(record, leg)].filter(
        (request) => request !== null && isIn(state, record, request),
      ) as RecouplingRequest[],
  );
}

/** What was asked for an exchange that ended before COA answered is no longer waited for. */
const isIn = (state: RequestState, { status }: ExchangeRecord, { answer, reversal }: RecouplingRequest): boolean =>
  state === 'answered' ? answer !== null : answer === null && (reversal || status === 'requested');

function there(record: ExchangeRecord, leg: LegRecord, now: Instant): RecouplingRequest | null {
  if (leg.requestedOn === null) return null;
  return {
    ...sameOf(record, leg),
    from: leg.from,
    to: leg.to,
    reversal: false,
    requestedOn: leg.requestedOn,
    answerBy: record.coaBy,
    overdue: leg.coaAnswer === null && record.coaBy !== null && record.coaBy <= now,
    answer: leg.coaAnswer,
    answeredOn: leg.coaOn,
    coaReference: leg.coaReference,
  };
}

function back(record: ExchangeRecord, leg: LegRecord): RecouplingRequest | null {
  if (leg.reversalRequestedOn === null) return null;
  return {
    ...sameOf(record, leg),
    from: leg.to,
    to: leg.from,
    reversal: true,
    requestedOn: leg.reversalRequestedOn,
    answerBy: null,
    overdue: false,
    answer: leg.reversedOn === null ? null : 'reversed',
    answeredOn: leg.reversedOn,
    coaReference: leg.reversalReference,
  };
}

const sameOf = (
  { exchange }: ExchangeRecord,
  { leg, household, persons }: LegRecord,
): Pick<RecouplingRequest, 'exchange' | 'leg' | 'reference' | 'household' | 'persons'> => ({
  exchange,
  leg,
  reference: referenceOf(exchange, leg),
  household,
  persons,
});
