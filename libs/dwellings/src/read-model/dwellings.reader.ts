import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import {
  COLUMNS_SQL,
  DAYS_VACANT_SQL,
  STATE_SQL,
  VACANT_SQL,
  type DwellingRow,
  type DwellingState,
} from './dwelling-row.js';
import type { DwellingView } from './dwelling-visibility.js';
import { DWELLINGS } from './dwellings.projection.js';

/** By municipality, then by the first day of the offer: who waits longest comes first. */
export type DwellingKey = readonly [municipality: string, from: LocalDate, dwelling: string];

/** A page of the list, after the row with this key; null: from the start. */
export interface DwellingPage {
  readonly first: number;
  readonly after: DwellingKey | null;
}

export interface DwellingsFound {
  /** Position of the log that the answer reflects. */
  readonly position: number;
  readonly rows: readonly DwellingRow[];
  readonly hasNext: boolean;
}

/** The empty dwellings of one municipality on a day. */
export interface Vacancy {
  readonly municipality: MunicipalityCode;
  readonly vacant: number;
  /** Median of the days that each of them could be had. */
  readonly medianDays: number;
}

type SeenMunicipalities = Readonly<Record<DwellingView, readonly MunicipalityCode[]>>;

/** Reads dwellings as they are. How much of them a person may see is the handler's business. */
@Injectable()
export class DwellingsReader {
  constructor(@Inject(PROJECTION_HOST) private readonly host: ProjectionHost) {}

  /** Null where there is none. */
  async one(dwelling: string): Promise<DwellingRow | null> {
    const { rows } = await this.host.read<DwellingRow>(DWELLINGS, (schema) => ({
      text: `select ${COLUMNS_SQL} from ${schema}.dwelling where dwelling = $1`,
      values: [dwelling],
    }));
    return rows[0] ?? null;
  }

  /** Those seen in part are on the list while they are on offer only. `state` null: any. */
  async list(seen: SeenMunicipalities, state: DwellingState | null, page: DwellingPage): Promise<DwellingsFound> {
    const [municipality = null, from = null, dwelling = null] = page.after ?? [];
    const { position, rows } = await this.host.read<DwellingRow>(DWELLINGS, (schema) => ({
      text: `select ${COLUMNS_SQL} from ${schema}.dwelling
              where (municipality = any($1) or (municipality = any($2) and ${STATE_SQL} = 'offered'))
                and ($3::text is null or ${STATE_SQL} = $3)
                and ($4::text is null or (municipality, offer_from, dwelling) > ($4, $5::date, $6))
              order by municipality, offer_from, dwelling limit $7`,
      values: [[...seen.all], [...seen.offer], state, municipality, from, dwelling, page.first + 1],
    }));
    return { position, rows: rows.slice(0, page.first), hasNext: rows.length > page.first };
  }

  /** In order of code; municipalities without an empty dwelling are left out. */
  async vacancies(
    municipalities: readonly MunicipalityCode[],
    asOf: LocalDate,
  ): Promise<{ readonly position: number; readonly rows: readonly Vacancy[] }> {
    return this.host.read<Vacancy & { vacant: number }>(DWELLINGS, (schema) => ({
      text: `select municipality, count(*)::int as vacant,
                    percentile_cont(0.5) within group (order by ${DAYS_VACANT_SQL})::float8 as "medianDays"
               from ${schema}.dwelling where municipality = any($2) and ${VACANT_SQL}
              group by municipality order by municipality`,
      values: [asOf, [...municipalities]],
    }));
  }
}
