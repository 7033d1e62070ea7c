import type { Instant, MunicipalityCode, Period } from '#libs/kernel';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import type { ExchangeStatus } from '../domain/exchange.js';
import { OPEN_STATUSES, recordsIn, type ExchangeRecord } from './exchange-record.js';
import { EXCHANGES } from './exchanges.projection.js';
import { cut, type Found, type Page } from './page.js';

/** By position of the proposal, so that a page stays where it is while exchanges go on. */
export type ExchangeKey = readonly [position: number];

/** Which exchanges a list holds; null: whatever it is. */
export interface ExchangesAsked {
  /** One that takes part. */
  readonly municipality: MunicipalityCode | null;
  /** All who take part are among these. */
  readonly within: readonly MunicipalityCode[] | null;
  readonly status: ExchangeStatus | null;
}

/** Whether the person who asks may see an exchange. */
export type MayBeSeen = (record: ExchangeRecord) => Promise<boolean>;

/** Which rows are gone through; `$1` is the position after which it goes on. */
interface Scan {
  readonly where: (schema: string) => string;
  readonly order: string;
  readonly values: readonly unknown[];
}

/** Rows that are read at a time while looking for those that a person may see. */
const CHUNK = 100;

const IN_OPEN = `x.status in (${OPEN_STATUSES.map((status) => `'${status}'`).join()})`;

const WAITING = `l.requested_on is not null and (
  (l.coa_answer is null and x.status = 'requested') or (l.reversal_requested_on is not null and l.reversed_on is null))`;
const ANSWERED = 'l.coa_answer is not null or l.reversed_on is not null';

/**
 * Reads exchanges as they are. Whether the person may see them is the handler's business: a list is given a test for
 * it, so that the policy table is the one place that decides.
 */
@Injectable()
export class ExchangesReader {
  constructor(@Inject(PROJECTION_HOST) private readonly host: ProjectionHost) {}

  one(exchange: string): Promise<{ readonly position: number; readonly found: ExchangeRecord | null }> {
    return this.host.snapshot(EXCHANGES, async (client, { schema, position }) => {
      const asked = { where: 'x.exchange = $1', order: 'x.exchange', limit: 1, values: [exchange] };
      return { position, found: (await recordsIn(client, schema, asked))[0] ?? null };
    });
  }

  /** The exchanges that pass `mayBeSeen`, the latest proposal first. */
  list(
    { municipality, within, status }: ExchangesAsked,
    page: Page<ExchangeKey>,
    mayBeSeen: MayBeSeen,
  ): Promise<Found<ExchangeRecord>> {
    const values = [municipality, within === null ? null : [...within], status];
    const where = (schema: string): string => `
      ($1::bigint is null or x.position < $1)
      and ($2::text is null or exists (
             select from ${schema}.party p where p.exchange = x.exchange and p.municipality = $2))
      and ($3::text[] is null or not exists (
             select from ${schema}.party p where p.exchange = x.exchange and not p.municipality = any($3)))
      and ($4::text is null or x.status = $4)`;
    return this.#seen({ where, order: 'x.position desc', values }, page, mayBeSeen);
  }

  /** Of one municipality: those in which something can still happen, or in which COA's side still differs. Latest first. */
  open(
    municipality: MunicipalityCode,
    most: number,
  ): Promise<{ readonly position: number; readonly rows: readonly ExchangeRecord[] }> {
    return this.host.snapshot(EXCHANGES, async (client, { schema, position }) => {
      const rows = await recordsIn(client, schema, {
        where: `(${IN_OPEN} or coalesce(x.open_reversals, 0) > 0) and exists (
                  select from ${schema}.party p where p.exchange = x.exchange and p.municipality = $1)`,
        order: 'x.position desc',
        limit: most,
        values: [municipality],
      });
      return { position, rows };
    });
  }

  /** Exchanges that did not end and with which something was agreed of the taakstellingen of a period that is not decided yet; the first 1,000. */
  agreedOver(period: Period): Promise<readonly ExchangeRecord[]> {
    return this.host.snapshot(EXCHANGES, (client, { schema }) =>
      recordsIn(client, schema, {
        where: `x.status <> 'ended' and x.redistribution like '%"' || $1 || '"%' and not exists (
                  select from ${schema}.redistribution_decision d where d.exchange = x.exchange and d.period = $1)`,
        order: 'x.position',
        limit: 1_000,
        values: [period],
      }),
    );
  }

  /** Exchanges of which COA has still to answer something, or has answered it; the longest waiting first. */
  atCoa(answered: boolean, page: Page<ExchangeKey>, mayBeSeen: MayBeSeen): Promise<Found<ExchangeRecord>> {
    const where = (schema: string): string => `
      ($1::bigint is null or x.position > $1) and exists (
        select from ${schema}.leg l where l.exchange = x.exchange and (${answered ? ANSWERED : WAITING}))`;
    return this.#seen({ where, order: 'x.position', values: [] }, page, mayBeSeen);
  }

  /** Municipalities that take part in an open exchange that holds the household or dwelling; a claim past its time holds nothing. */
  async partnersIn(held: 'household' | 'dwelling', id: string, now: Instant): Promise<readonly MunicipalityCode[]> {
    const { rows } = await this.host.read<{ municipality: MunicipalityCode }>(EXCHANGES, (schema) => ({
      text: `select distinct p.municipality
               from ${schema}.leg l join ${schema}.exchange x using (exchange) join ${schema}.party p using (exchange)
              where l.${held} = $1 and ${IN_OPEN} and (x.status <> 'proposed' or x.answer_by > $2)
                and l.placed_on is null and (l.repair is null or l.repair = 'another-dwelling')
              order by p.municipality`,
      values: [id, now],
    }));
    return rows.map(({ municipality }) => municipality);
  }

  /** Reads on until the page is full. Leave is asked between the statements, since that may need a connection of its own. */
  async #seen(
    { where, order, values }: Scan,
    { first, after }: Page<ExchangeKey>,
    mayBeSeen: MayBeSeen,
  ): Promise<Found<ExchangeRecord>> {
    const rows: ExchangeRecord[] = [];
    let from = after?.[0] ?? null;
    let reached: number | null = null;
    for (;;) {
      const chunk = await this.host.snapshot(EXCHANGES, async (client, { schema, position }) => ({
        position,
        records: await recordsIn(client, schema, {
          where: where(schema),
          order,
          limit: CHUNK,
          values: [from, ...values],
        }),
      }));
      // Every row is at least as new as the first reading.
      reached ??= chunk.position;
      for (const record of chunk.records) {
        if (await mayBeSeen(record)) rows.push(record);
        if (rows.length > first) return cut(reached, rows, first);
      }
      from = chunk.records.at(-1)?.position ?? null;
      if (chunk.records.length < CHUNK) return cut(reached, rows, first);
    }
  }
}
