import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { escapeIdentifier, type PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Fold, FoldedRow } from './fold.js';
import type { Cell, Projection, Row, Table } from './projection.js';

/** From so many new rows on, COPY costs less than an INSERT with arrays. */
const COPY_FROM_ROWS = 200;
/** Characters per piece handed to the socket. */
const CHUNK = 256 * 1024;

const quote = escapeIdentifier;

/** Writes folds into the tables of one generation, with as few statements as there are kinds of changes. */
export class TableWriter {
  private constructor(
    private readonly schema: string,
    private readonly tables: ReadonlyMap<string, { table: Table; types: ReadonlyMap<string, string> }>,
    private readonly unkeyed: Set<string>,
  ) {}

  /** Learns the column types from the database: an array of texts cannot be written into a `date` without saying so. */
  static async open(client: PoolClient, projection: Projection, schema: string): Promise<TableWriter> {
    const { rows } = await client.query<{ table: string; column: string; type: string }>(
      `select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
      [schema],
    );
    const tables = new Map(
      projection.tables.map((table) => [
        table.name,
        { table, types: new Map(rows.filter((row) => row.table === table.name).map((row) => [row.column, row.type])) },
      ]),
    );
    const keyed = await client.query<{ table: string }>(
      `select c.relname as "table" from pg_index i join pg_class c on c.oid = i.indrelid
         join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and i.indisprimary`,
      [schema],
    );
    const unkeyed = new Set(tables.keys());
    for (const { table } of keyed.rows) unkeyed.delete(table);
    return new TableWriter(schema, tables, unkeyed);
  }

  /** Call inside a transaction. Rejects with the database's error when a row does not fit. */
  async write(client: PoolClient, fold: Fold): Promise<void> {
    for (const [name, rows] of fold.tables) {
      if (rows.size === 0) continue;
      const inserts = new Map<string, FoldedRow[]>();
      const upserts = new Map<string, FoldedRow[]>();
      for (const row of rows.values()) {
        if (row.kind === 'insert') group(inserts, Object.keys(row.set).join(), row);
        else group(upserts, `${Object.keys(row.set).join()};${row.add ? Object.keys(row.add).join() : ''}`, row);
      }
      for (const group of inserts.values()) await this.insert(client, name, group);
      for (const group of upserts.values()) await this.upsert(client, name, group);
    }
  }

  /**
   * Adds the primary keys that are still missing. A table under construction that only ever gets new rows does without until the end:
   * keeping its index up to date row by row costs more than sorting it once. One that is added to needs it at once, to find its rows.
   */
  async addKeys(client: PoolClient): Promise<void> {
    for (const name of [...this.unkeyed]) await this.addKey(client, name);
  }

  private async addKey(client: PoolClient, name: string): Promise<void> {
    const { primaryKey } = this.tableOf(name).table;
    await client.query(`alter table ${this.target(name)} add primary key (${primaryKey.map(quote).join()})`);
    this.unkeyed.delete(name);
  }

  private async insert(client: PoolClient, name: string, rows: readonly FoldedRow[]): Promise<void> {
    const columns = Object.keys((rows[0] as FoldedRow).set);
    const target = `${this.target(name)} (${columns.map(quote).join()})`;
    if (rows.length >= COPY_FROM_ROWS) {
      const copy = client.query(copyFrom(`copy ${target} from stdin`));
      return pipeline(Readable.from(copyText(columns, rows), { objectMode: true }), copy);
    }
    const values = columns.map((column) => rows.map((row) => row.set[column] ?? null));
    await client.query(`insert into ${target} select * from ${this.unnest(name, columns)}`, values);
  }

  /**
   * Update what exists, insert the rest. Not `on conflict`: that checks "not null" on the row as proposed, before it finds the row
   * to update, and so refuses an amount added to a row that has other columns. Nobody else writes here, so nothing comes between.
   */
  private async upsert(client: PoolClient, name: string, rows: readonly FoldedRow[]): Promise<void> {
    const first = rows[0] as FoldedRow;
    const key = this.tableOf(name).table.primaryKey;
    if (this.unkeyed.has(name)) await this.addKey(client, name);
    const set = Object.keys(first.set).filter((column) => !key.includes(column));
    const add = Object.keys(first.add ?? {});
    const columns = [...key, ...set, ...add];
    const cells: readonly (readonly Cell[])[] = [
      ...key.map((column) => rows.map((row) => row.key[column] ?? null)),
      ...set.map((column) => rows.map((row) => row.set[column] ?? null)),
      ...add.map((column) => rows.map((row) => row.add?.[column] ?? 0)),
    ];
    const assignments = [
      ...set.map((column) => `${quote(column)} = v.${quote(column)}`),
      ...add.map((column) => `${quote(column)} = coalesce(t.${quote(column)}, 0) + v.${quote(column)}`),
    ];
    const same = (a: string): string => key.map((column) => `${a}.${quote(column)} = v.${quote(column)}`).join(' and ');
    const list = columns.map(quote).join();
    const updated =
      assignments.length === 0
        ? `select t.* from ${this.target(name)} t join v on ${same('t')}`
        : `update ${this.target(name)} t set ${assignments.join()} from v where ${same('t')}
           returning ${key.map((column) => `t.${quote(column)}`).join()}`;
    await client.query(
      `with v (${list}) as (select * from ${this.unnest(name, columns)}), u as (${updated})
       insert into ${this.target(name)} (${list}) select ${list} from v where not exists (select from u where ${same('u')})`,
      cells as Cell[][],
    );
  }

  private unnest(name: string, columns: readonly string[]): string {
    const { types } = this.tableOf(name);
    const lists = columns.map((column, index) => {
      const type = types.get(column);
      if (type === undefined) throw new UnknownColumn(name, column);
      return `$${index + 1}::${type}[]`;
    });
    return `unnest(${lists.join()})`;
  }

  private target(name: string): string {
    return `${quote(this.schema)}.${quote(name)}`;
  }

  private tableOf(name: string): { table: Table; types: ReadonlyMap<string, string> } {
    const found = this.tables.get(name);
    if (found === undefined) throw new Error(`there is no table ${name}`);
    return found;
  }
}

/** A change names a column that its table does not have: the event that made it cannot be handled. */
export class UnknownColumn extends Error {
  override readonly name = 'UnknownColumn';
  constructor(table: string, column: string) {
    super(`${table} has no column ${column}`);
  }
}

function group(groups: Map<string, FoldedRow[]>, signature: string, row: FoldedRow): void {
  const rows = groups.get(signature);
  if (rows === undefined) groups.set(signature, [row]);
  else rows.push(row);
}

/** Rows in COPY's text format, in pieces. */
function* copyText(columns: readonly string[], rows: readonly FoldedRow[]): Generator<string> {
  let text = '';
  for (const { set } of rows) {
    for (let i = 0; i < columns.length; i++) {
      if (i > 0) text += '\t';
      text += copyCell(set, columns[i] as string);
    }
    text += '\n';
    if (text.length >= CHUNK) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyCell(row: Row, column: string): string {
  const cell = row[column];
  if (cell === null || cell === undefined) return '\\N';
  if (typeof cell !== 'string') return String(cell);
  return SPECIAL.test(cell) ? cell.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : cell;
}
