import { appendSql } from './append.sql.js';
import { schemaSql } from './schema.sql.js';

/** What the event store asks of an empty database, in order. A released migration is never edited, only followed. */
export const eventStoreMigrations: readonly { readonly name: string; readonly up: string }[] = [
  { name: 'event-store-1-tables', up: schemaSql },
  { name: 'event-store-2-append', up: appendSql },
];
