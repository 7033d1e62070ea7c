import type { RecordedEvent } from '#libs/event-store';
import type { Cell, Projection, Row } from '#libs/projections';

export type Tables = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** What the runner does with changes, without a database: rows per table by primary key. */
export function tablesOf(projection: Projection, events: readonly RecordedEvent[]): Tables {
  const tables = new Map(projection.tables.map(({ name }) => [name, new Map<string, Row>()]));
  const shapes = new Map(projection.tables.map((table) => [table.name, table]));
  for (const change of events.flatMap((event) => projection.project(event))) {
    const rows = tables.get(change.table);
    const shape = shapes.get(change.table);
    if (rows === undefined || shape === undefined) throw new Error(`there is no table ${change.table}`);
    const given = change.kind === 'insert' ? change.row : change.key;
    const key = JSON.stringify(shape.primaryKey.map((column) => given[column]));
    const before: Row = rows.get(key) ?? given;
    const row = changed(before, change, rows.has(key) ? `${change.table} ${key}` : null);
    for (const column of Object.keys(row)) {
      if (!(column in shape.columns)) throw new Error(`${change.table} has no column ${column}`);
    }
    rows.set(key, row);
  }
  return tables;
}

function changed(before: Row, change: ReturnType<Projection['project']>[number], standing: string | null): Row {
  if (change.kind === 'put') return { ...before, ...change.row };
  if (change.kind === 'insert') {
    if (standing !== null) throw new Error(`${standing} stands there already`);
    return change.row;
  }
  const sums: Record<string, Cell> = {};
  for (const [column, n] of Object.entries(change.amounts)) sums[column] = Number(before[column] ?? 0) + n;
  return { ...before, ...sums };
}
