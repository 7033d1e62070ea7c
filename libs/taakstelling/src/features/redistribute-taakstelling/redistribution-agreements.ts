import type { Identity } from '#libs/access';
import type { NewEvent, RecordedEvent, StreamId } from '#libs/event-store';
import type { LocalDate, MunicipalityCode, Period, Result } from '#libs/kernel';

/** Injection token of what municipalities agreed before it was decided. Optional: without it, nothing was. */
export const REDISTRIBUTION_AGREEMENTS = Symbol('RedistributionAgreements');

/** A redistribution as the supervisor decides it. */
export interface DecidedRedistribution {
  /** Id of the joint change. */
  readonly redistribution: string;
  readonly period: Period;
  readonly shares: readonly {
    readonly municipality: MunicipalityCode;
    readonly was: number;
    readonly persons: number;
  }[];
  /** The day from which it holds. */
  readonly announcedOn: LocalDate;
}

/** What municipalities agreed of the taakstellingen of a period with one exchange: persons more, or fewer. */
export interface RedistributionAgreement {
  readonly exchange: string;
  readonly shares: readonly { readonly municipality: MunicipalityCode; readonly change: number }[];
}

/** Answered by the context of exchanges, which stands above this one. */
export interface RedistributionAgreements {
  /**
   * What was agreed of a period with exchanges that did not end, is not decided yet, and is this person's to decide. Told by a read
   * model, so perhaps a moment late: enough to warn people, not to hold a rule.
   */
  undecided(identity: Identity, period: Period): Promise<readonly RedistributionAgreement[]>;
  /** Read and written in the same commit as the taakstellingen. */
  streamOf(exchange: string): StreamId;
  /**
   * The events by which the exchange records the decision. Refuses `NOT_FOUND` alike where nothing was agreed and where it is not
   * this person's to decide, and what differs from the agreement.
   * @param history the stream of the exchange
   */
  record(
    identity: Identity,
    history: readonly RecordedEvent[],
    decided: DecidedRedistribution,
  ): Result<readonly NewEvent[]>;
}
