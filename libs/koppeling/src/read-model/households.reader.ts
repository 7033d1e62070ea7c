import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import { historyOf, type HouseholdHistory } from './household-history.js';
import { rowsStatement, STATUS_SQL, type HouseholdRow, type HouseholdStatus, type RowsAsked } from './household-row.js';
import type { Terms } from './household-terms.js';
import { HOUSEHOLDS } from './households.projection.js';
import { cut, type Found, type Page } from './page.js';

/** By day of permit, so that a page stays where it is while households come and go. */
export type HouseholdKey = readonly [permitOn: LocalDate, household: string];
/** By the day on which it was due: who is late longest comes first. */
export type LateKey = readonly [dueOn: LocalDate, household: string];

/** Reads households as they are. Whether the person may see them is the handler's business. */
@Injectable()
export class HouseholdsReader {
  constructor(@Inject(PROJECTION_HOST) private readonly host: ProjectionHost) {}

  /** One household with its history, from one snapshot; null where there is none. */
  one(
    household: string,
    terms: readonly Terms[],
    asOf: LocalDate,
  ): Promise<{ readonly position: number; readonly row: HouseholdRow; readonly history: HouseholdHistory } | null> {
    return this.host.snapshot(HOUSEHOLDS, async (client, { schema, position }) => {
      const asked = { where: 'h.household = $5', order: 'h.household', limit: 1, values: [household] };
      const { text, values } = rowsStatement(schema, terms, asOf, asked);
      const { rows } = await client.query<HouseholdRow>(text, [...values]);
      const row = rows[0];
      return row === undefined ? null : { position, row, history: await historyOf(client, schema, household) };
    });
  }

  /** Of these municipalities, with this status (null: any), in order of permit. */
  async list(
    asked: {
      readonly municipalities: readonly MunicipalityCode[];
      readonly status: HouseholdStatus | null;
      /** Left out for those who only see what may be exchanged. */
      readonly withMinors: boolean;
    },
    terms: readonly Terms[],
    asOf: LocalDate,
    { first, after }: Page<HouseholdKey>,
  ): Promise<Found<HouseholdRow>> {
    const found = await this.read(terms, asOf, {
      where: `h.municipality = any($5) and ($6::text is null or ${STATUS_SQL} = $6) and ($7 or h.kind <> 'nidos')
              and ($8::date is null or (h.permit_on, h.household) > ($8::date, $9))`,
      order: 'h.permit_on, h.household',
      limit: first + 1,
      values: [[...asked.municipalities], asked.status, asked.withMinors, after?.[0] ?? null, after?.[1] ?? null],
    });
    return cut(found, first);
  }

  /** Who was due before the reference date and not housed then, as far as they are still coupled to these; worst first. */
  async late(
    asked: { readonly municipalities: readonly MunicipalityCode[]; readonly withMinors: boolean },
    terms: readonly Terms[],
    asOf: LocalDate,
    { first, after }: Page<LateKey>,
  ): Promise<Found<HouseholdRow>> {
    const found = await this.read(terms, asOf, {
      where: `h.municipality = any($5) and ($6 or h.kind <> 'nidos') and h.due_on < $4::date
              and (h.stopped_on is null or h.stopped_on > $4::date)
              and ($7::date is null or (h.due_on, h.household) > ($7::date, $8))`,
      order: 'h.due_on, h.household',
      limit: first + 1,
      values: [[...asked.municipalities], asked.withMinors, after?.[0] ?? null, after?.[1] ?? null],
    });
    return cut(found, first);
  }

  private read(
    terms: readonly Terms[],
    asOf: LocalDate,
    asked: RowsAsked,
  ): Promise<{ position: number; rows: HouseholdRow[] }> {
    return this.host.read<HouseholdRow>(HOUSEHOLDS, (schema) => rowsStatement(schema, terms, asOf, asked));
  }
}
