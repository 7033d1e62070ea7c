import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { escapeIdentifier, escapeLiteral, type Pool, type PoolClient, type QueryConfig } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Fold, FoldedRow } from './fold.js';
import { CHANNEL, inTransaction, qualified, unkeyedTables, type Generation, type Queryable } from './generations.js';
import type { Cell, Projection, Row, Table } from './projection.js';

/** From so many rows on, COPY costs less than an INSERT with arrays, and an upsert deserves a plan for its size. */
const COPY_FROM_ROWS = 200;
/** Characters per piece handed to the socket. */
const CHUNK = 256 * 1024;

const quote = escapeIdentifier;

/** The move of a generation that its rows are written with. */
export interface Move {
  readonly from: number;
  readonly to: number;
  /** For those who watch; null when nobody does. */
  readonly notification: string | null;
}

/**
 * Writes folds into the tables of one generation. The everyday batch is one statement: position, rows and notification in one round trip. A batch with
 * many new rows is a transaction around COPY.
 */
export class TableWriter {
  private constructor(
    private readonly generation: Generation,
    private readonly tables: ReadonlyMap<string, KnownTable>,
    private readonly unkeyed: Set<string>,
  ) {}

  /** Learns the column types from the database: an array of texts cannot be written into a `date` without saying so. */
  static async open(client: Queryable, projection: Projection, generation: Generation): Promise<TableWriter> {
    const { schema } = generation;
    const { rows } = await client.query<{ table: string; column: string; type: string }>(
      `select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        order by a.attnum`,
      [schema],
    );
    const tables = projection.tables.map((table): [string, KnownTable] => {
      const columns = rows.filter((row) => row.table === table.name);
      return [
        table.name,
        {
          ...table,
          target: qualified(schema, table.name),
          types: new Map(columns.map(({ column, type }) => [column, type])),
        },
      ];
    });
    return new TableWriter(generation, new Map(tables), new Set(await unkeyedTables(client, projection, schema)));
  }

  /**
   * Moves the generation and writes the rows with it, or does nothing: false when it does not stand at `from` in its role. Waits for nobody's disk: rows
   * and position are lost together or not at all, and are then made again from the log. Rejects with the database's error when a row does not fit.
   *
   * @param quick where the one statement of an everyday batch goes.
   */
  async write(pool: Pool, fold: Fold, move: Move, quick: Queryable = pool): Promise<boolean> {
    const parts = partsOf(fold, (name) => this.tableOf(name));
    const isLarge = parts.some(({ rows }) => rows.length >= COPY_FROM_ROWS);
    if (this.unkeyed.size === 0 && !isLarge) return moved(await quick.query(this.statement(parts, move)));
    const client = await pool.connect();
    let failed = true;
    try {
      const done = await inTransaction(client, async () => {
        if (!moved(await client.query(this.statement([], move)))) return false;
        for (const part of parts) await this.writePart(client, part);
        return true;
      });
      failed = false;
      return done;
    } finally {
      // The connection goes too: what state it is in after a failure halfway is not worth finding out.
      client.release(failed);
    }
  }

  private async writePart(client: PoolClient, part: Part): Promise<void> {
    const { table, kind, rows } = part;
    if (kind === 'insert' && rows.length >= COPY_FROM_ROWS) {
      const columns = [...table.types.keys()];
      const copy = client.query(copyFrom(`copy ${table.target} (${columns.map(quote).join()}) from stdin`));
      return pipeline(Readable.from(copyText(table.name, columns, rows), { objectMode: true }), copy);
    }
    if (kind === 'upsert' && this.unkeyed.has(table.name)) {
      // A table under construction does without keys, but to be added to it must find its rows.
      await client.query(`alter table ${table.target} add primary key (${table.primaryKey.map(quote).join()})`);
      this.unkeyed.delete(table.name);
    }
    const { name, ...statement } = this.statement([part], null);
    await client.query(rows.length >= COPY_FROM_ROWS ? statement : { name, ...statement });
  }

  /** All parts as one statement; with a move they are written only if the generation could be moved. */
  private statement(parts: readonly Part[], move: Move | null): QueryConfig & { readonly name: string } {
    const { schema, role } = this.generation;
    const values: unknown[] = move === null ? [] : [move.from, move.to, move.notification];
    const list = (columns: readonly string[], table: KnownTable, cells: (column: string) => Cell[]): string => {
      const arrays = columns.map((column) => {
        const type = table.types.get(column);
        if (type === undefined) throw new UnknownColumn(table.name, column);
        values.push(cells(column));
        return `$${values.length}::${type}[]`;
      });
      return `select * from unnest(${arrays.join()})${move === null ? '' : ' where exists (select from moved)'}`;
    };
    const clauses = parts.flatMap((part, n) =>
      part.kind === 'insert' ? insertClauses(part, n, list) : upsertClauses(part, n, list),
    );
    const moving = `moved as (
      update projection set position = $2::bigint, halted_position = null, halted_code = null, halted_reason = null,
             updated_at = clock_timestamp()
       where schema = ${escapeLiteral(schema)} and role = ${escapeLiteral(role)} and position = $1::bigint returning schema)`;
    const text =
      move === null
        ? `with ${clauses.join()} select`
        : `with ${[moving, ...clauses].join()}
           select set_config('synchronous_commit', 'off', true),
                  case when $3::text is not null then pg_notify('${CHANNEL}', $3::text)::text end from moved`;
    return { name: this.nameOf(text), text, values };
  }

  /** Prepared once per connection: planning costs more than running. There are as many texts as there are shapes of a batch. */
  private nameOf(text: string): string {
    let name = this.names.get(text);
    if (name === undefined) {
      name = `projection_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
      this.names.set(text, name);
    }
    return name;
  }

  private readonly names = new Map<string, string>();

  private tableOf(name: string): KnownTable {
    const found = this.tables.get(name);
    if (found === undefined) throw new Error(`there is no table ${name}`);
    return found;
  }
}

interface KnownTable extends Table {
  readonly target: string;
  readonly types: ReadonlyMap<string, string>;
}

/** Rows of one table that are written in the same way. */
interface Part {
  readonly table: KnownTable;
  readonly kind: FoldedRow['kind'];
  readonly rows: readonly FoldedRow[];
}

type List = (columns: readonly string[], table: KnownTable, cells: (column: string) => Cell[]) => string;

/** A change names a column that its table does not have: the event that made it cannot be handled. */
export class UnknownColumn extends Error {
  override readonly name = 'UnknownColumn';
  constructor(table: string, column: string) {
    super(`${table} has no column ${column}`);
  }
}

const moved = ({ rowCount }: { readonly rowCount: number | null }): boolean => rowCount === 1;

function partsOf(fold: Fold, tableOf: (name: string) => KnownTable): readonly Part[] {
  const parts: Part[] = [];
  for (const [name, rows] of fold.tables) {
    if (rows.size === 0) continue;
    const table = tableOf(name);
    const inserts: FoldedRow[] = [];
    const upserts = new Map<string, FoldedRow[]>();
    for (const row of rows.values()) {
      if (row.kind === 'insert') inserts.push(row);
      else group(upserts, `${Object.keys(row.set).join()};${row.add ? Object.keys(row.add).join() : ''}`, row);
    }
    if (inserts.length > 0) parts.push({ table, kind: 'insert', rows: inserts });
    for (const rows of upserts.values()) parts.push({ table, kind: 'upsert', rows });
  }
  return parts;
}

function group(groups: Map<string, FoldedRow[]>, signature: string, row: FoldedRow): void {
  const rows = groups.get(signature);
  if (rows === undefined) groups.set(signature, [row]);
  else rows.push(row);
}

function insertClauses({ table, rows }: Part, n: number, list: List): string[] {
  const columns = [...table.types.keys()];
  for (const { set } of rows) checkColumns(table.name, columns, set);
  const values = list(columns, table, (column) => rows.map((row) => row.set[column] ?? null));
  return [`inserted${n} as (insert into ${table.target} (${columns.map(quote).join()}) ${values})`];
}

/**
 * Update what exists, insert the rest. Not `on conflict`: that checks "not null" on the row as proposed, before it finds the row
 * to update, and so refuses an amount added to a row that has other columns. Nobody else writes here, so nothing comes between.
 */
function upsertClauses({ table, rows }: Part, n: number, list: List): string[] {
  const first = rows[0] as FoldedRow;
  const key = table.primaryKey;
  const set = Object.keys(first.set).filter((column) => !key.includes(column));
  const add = Object.keys(first.add ?? {});
  const columns = [...key, ...set, ...add];
  const values = list(columns, table, (column) =>
    rows.map(
      key.includes(column)
        ? (row) => row.key[column] ?? null
        : add.includes(column)
          ? (row) => row.add?.[column] ?? 0
          : (row) => row.set[column] ?? null,
    ),
  );
  const assignments = [
    ...set.map((column) => `${quote(column)} = v.${quote(column)}`),
    ...add.map((column) => `${quote(column)} = coalesce(t.${quote(column)}, 0) + v.${quote(column)}`),
  ];
  const same = (a: string): string => key.map((column) => `${a}.${quote(column)} = v.${quote(column)}`).join(' and ');
  const names = columns.map(quote).join();
  const updated =
    assignments.length === 0
      ? `select t.* from ${table.target} t join given${n} v on ${same('t')}`
      : `update ${table.target} t set ${assignments.join()} from given${n} v where ${same('t')}
         returning ${key.map((column) => `t.${quote(column)}`).join()}`;
  return [
    `given${n} (${names}) as (${values})`,
    `updated${n} as (${updated})`,
    `added${n} as (insert into ${table.target} (${names})
       select ${names} from given${n} v where not exists (select from updated${n} u where ${same('u')}))`,
  ];
}

function checkColumns(table: string, columns: readonly string[], row: Row): void {
  for (const column of Object.keys(row)) if (!columns.includes(column)) throw new UnknownColumn(table, column);
}

/** Rows in COPY's text format, in pieces. */
function* copyText(table: string, columns: readonly string[], rows: readonly FoldedRow[]): Generator<string> {
  let text = '';
  for (const { set } of rows) {
    let given = 0;
    for (let i = 0; i < columns.length; i++) {
      const cell = set[columns[i] as string];
      if (cell !== undefined) given++;
      text += i > 0 ? `\t${copyCell(cell)}` : copyCell(cell);
    }
    if (given !== Object.keys(set).length) checkColumns(table, columns, set);
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

function copyCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '\\N';
  if (typeof cell !== 'string') return String(cell);
  return SPECIAL.test(cell) ? cell.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : cell;
}
