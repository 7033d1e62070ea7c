import type { RecordedEvent } from '#libs/event-store';

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** One effect of an event on a read model. Data, not a callback, so that the runner can fold a batch into few statements. */
export type Change =
  /** A new row; its primary key must not exist yet. Columns that are left out are null. */
  | { readonly kind: 'insert'; readonly table: string; readonly row: Row }
  /** Sets the row with this key, whether it exists or not. */
  | { readonly kind: 'put'; readonly table: string; readonly key: Row; readonly row: Row }
  /** Adds to counters of the row with this key, starting from 0. Amounts are whole numbers. */
  | {
      readonly kind: 'add';
      readonly table: string;
      readonly key: Row;
      readonly amounts: Readonly<Record<string, number>>;
    };

export interface Table {
  readonly name: string;
  /** Column definitions as SQL, `municipality text not null`; the runner creates the table in a schema of its own. */
  readonly columns: Readonly<Record<string, string>>;
  readonly primaryKey: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
  /**
   * Makes this a table of sums over the rows of another, one row per value of its own primary key. The runner keeps it; key and amount columns bear
   * the same names in both tables. The rows of the other table are inserted only, never put or added to.
   */
  readonly sumsOf?: { readonly table: string; readonly amounts: readonly string[] };
}

/**
 * A read model as a pure function of events. The runner owns batches, position and transaction: rows and position commit
 * together, so that every event has its effect exactly once.
 * Its tables must not depend on the order between streams: any interleaving that keeps each stream's order gives the same rows.
 */
export interface Projection {
  readonly name: string;
  /** Raised whenever `tables` or `project` change: a raised version is rebuilt beside the live one and swapped in. */
  readonly version: number;
  readonly tables: readonly Table[];
  /** Throws on an event of its own types that it cannot handle: the runner then halts, loudly, and skips nothing. Ignores foreign types with []. */
  project(event: RecordedEvent): readonly Change[];
  /** What a change touches, for those who watch: keys as `GM0344/2023-1`. */
  touches(event: RecordedEvent): readonly string[];
}
