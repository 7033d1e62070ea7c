import type { QueryArrayConfig } from 'pg';
import type { Instant, JsonObject, LocalDate } from '#libs/kernel';
import type { EventMeta, RecordedEvent } from '../event-store.js';

/** Columns in the order of `EventRow`. The moment goes without its zone, so that reading it is cutting text. */
export const EVENT_COLUMNS = `e.position, e.id, e.stream, e.version, e.type, e.data, e.meta, e.effective_on,
  e.recorded_at at time zone 'UTC'`;

/** A row as text, by column. */
export type EventRow = readonly [string, string, string, string, string, string, string, string | null, string];

const asText = (text: string): string => text;
/** Every column as the text that Postgres sent: pg's own readers for dates and `jsonb` cost more than ours. */
const TEXT_TYPES = { getTypeParser: () => asText } as unknown as NonNullable<QueryArrayConfig['types']>;

/** A query whose rows come as arrays of text. */
export const textQuery = (name: string, text: string, values: readonly unknown[]): QueryArrayConfig<unknown[]> => ({
  name,
  text,
  values: [...values],
  rowMode: 'array',
  types: TEXT_TYPES,
});

/** Reads rows in order. Neighbours of one commit share their metadata and moment: those are read once. */
export function readEvents(rows: readonly EventRow[]): RecordedEvent[] {
  let momentText = '';
  let moment = '' as Instant;
  let metaText = '';
  let meta = {} as EventMeta;
  const events = new Array<RecordedEvent>(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as EventRow;
    if (row[8] !== momentText) {
      momentText = row[8];
      moment = readMoment(momentText);
    }
    if (row[6] !== metaText) {
      metaText = row[6];
      meta = JSON.parse(metaText) as EventMeta;
    }
    events[i] = {
      position: Number(row[0]),
      id: row[1],
      stream: row[2],
      version: Number(row[3]),
      type: row[4],
      data: JSON.parse(row[5]) as JsonObject,
      meta,
      effectiveOn: row[7] as LocalDate | null,
      recordedAt: moment,
    };
  }
  return events;
}

/** `2023-07-01 00:00:00.12` in UTC: Postgres leaves out the zeros at the end. */
const readMoment = (text: string): Instant =>
  `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20).padEnd(3, '0')}Z` as Instant;
