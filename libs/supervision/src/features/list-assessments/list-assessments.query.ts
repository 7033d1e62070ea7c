import type { Identity } from '#libs/access';
import type { Instant, LocalDate, MunicipalityCode, Period, ProvinceCode } from '#libs/kernel';

export interface AssessmentsQuestion {
  readonly period: Period;
  /** `PV26`. */
  readonly province: string;
  /** Only what was known at this moment; null: all that is known. */
  readonly knownAt?: Instant | null;
  /** Position that the answer must reflect. */
  readonly atLeast?: number | null;
}

type MunicipalityAssessment = {
  readonly municipality: MunicipalityCode;
  readonly name: string;
  readonly trede: number;
  readonly approvedOn: LocalDate;
  readonly reason: string | null;
  readonly remark: string | null;
};

export type ProvinceAssessments = {
  readonly period: Period;
  readonly province: ProvinceCode;
  readonly knownAt: Instant | null;
  /** Position of the log that the answer reflects. */
  readonly position: number;
  /** By name of municipality. */
  readonly assessments: readonly MunicipalityAssessment[];
  /** How many municipalities stand on each trede that occurs. */
  readonly counts: Readonly<Record<string, number>>;
};

/** The treden of the municipalities of a province for a period, as far as the person may see them. */
export class ListAssessments {
  constructor(
    readonly identity: Identity,
    readonly question: AssessmentsQuestion,
  ) {}
}
