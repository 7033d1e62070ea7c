import type { Instant, LocalDate, MunicipalityCode, Period } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import { ASSESSMENTS } from './assessments.projection.js';

export interface AssessmentInForce {
  readonly municipality: MunicipalityCode;
  readonly trede: number;
  readonly approvedOn: LocalDate;
  readonly reason: string | null;
  readonly remark: string | null;
}

/**
 * Of each municipality the assessment that holds: the one approved last, of one day the one known last, of those the one
 * recorded last. `$3` null: all that is known.
 */
const IN_FORCE = (schema: string): string => `
  select distinct on (municipality) municipality, trede, approved_on::text as "approvedOn", reason, remark
    from ${schema}.assessment
   where period = $1 and municipality = any($2) and ($3::timestamptz is null or known_at <= $3::timestamptz)
   order by municipality, approved_on desc, known_at desc, position desc`;

@Injectable()
export class AssessmentsReader {
  constructor(@Inject(PROJECTION_HOST) private readonly host: ProjectionHost) {}

  /** In order of code, with the position at which it holds; municipalities without an assessment are left out. */
  async inForce(
    period: Period,
    municipalities: readonly MunicipalityCode[],
    knownAt: Instant | null,
  ): Promise<{ readonly position: number; readonly assessments: readonly AssessmentInForce[] }> {
    const { position, rows } = await this.host.read<AssessmentInForce & { trede: number }>(ASSESSMENTS, (schema) => ({
      text: IN_FORCE(schema),
      values: [period, [...municipalities], knownAt],
    }));
    return { position, assessments: rows };
  }
}
