import fc from 'fast-check';
import type { RecordedEvent } from '#libs/event-store';
import { Folder, type FoldedRow } from './fold.js';
import type { Change, Projection } from './projection.js';

const projection = (changes: readonly (readonly Change[])[]): Projection => ({
  name: 'spec',
  version: 1,
  tables: [{ name: 't', columns: { k: 'text', a: 'int', b: 'int' }, primaryKey: ['k'] }],
  project: (event) => {
    const found = changes[event.position - 1];
    if (found === undefined) throw new Error('unknown event');
    return found;
  },
  touches: (event) => [event.stream],
});

const eventsFor = (count: number): RecordedEvent[] =>
  Array.from({ length: count }, (_, n) => ({ position: n + 1, stream: `s${n}` }) as RecordedEvent);

const fold = (...changes: readonly Change[]) => new Folder(projection([changes])).fold(eventsFor(1));
const rowOf = (result: ReturnType<typeof fold>, key: string) => result.fold.tables.get('t')?.get(key);

const put = (k: string, row: Record<string, number>): Change => ({ kind: 'put', table: 't', key: { k }, row });
const add = (k: string, amounts: Record<string, number>): Change => ({ kind: 'add', table: 't', key: { k }, amounts });
const insert = (k: string, row: Record<string, number>): Change => ({ kind: 'insert', table: 't', row: { k, ...row } });

describe('folding the changes of a batch', () => {
  it('adds amounts to one another, and to what was put before them', () => {
    expect(rowOf(fold(add('x', { a: 2 }), add('x', { a: 3, b: 1 })), 'x')).toMatchObject({
      set: {},
      add: { a: 5, b: 1 },
    });
    expect(rowOf(fold(put('x', { a: 2 }), add('x', { a: 3 })), 'x')).toMatchObject({ set: { a: 5 }, add: null });
    expect(rowOf(fold(insert('x', { a: 2 }), add('x', { a: 3, b: 4 })), 'x')).toMatchObject({
      kind: 'insert',
      set: { k: 'x', a: 5, b: 4 },
    });
  });

  it('lets the last put win, column by column, over puts and amounts before it', () => {
    expect(rowOf(fold(put('x', { a: 1, b: 1 }), put('x', { a: 2 })), 'x')).toMatchObject({ set: { a: 2, b: 1 } });
    expect(rowOf(fold(add('x', { a: 9, b: 9 }), put('x', { a: 2 })), 'x')).toMatchObject({
      set: { a: 2 },
      add: { b: 9 },
    });
  });

  it('fails at a row that was there already, at a table or key that does not exist, and at half a person', () => {
    const reasons = [
      fold(put('x', { a: 1 }), insert('x', { a: 1 })),
      fold(insert('x', { a: 1 }), insert('x', { a: 1 })),
      fold({ kind: 'insert', table: 'u', row: {} }),
      fold({ kind: 'insert', table: 't', row: { a: 1 } }),
      fold(add('x', { a: 0.5 })),
      fold(add('x', { a: Number.MAX_SAFE_INTEGER }), add('x', { a: 1 })),
    ].map(({ failed }) => failed?.reason);
    expect(reasons).toEqual([
      't has a row x already',
      't has a row x already',
      'there is no table u',
      't needs k in its key',
      'a: 0.5 is not a whole number',
      'a grows beyond what a number can hold',
    ]);
  });

  it('holds nothing of the event that fails and all of the events before it', () => {
    const folder = new Folder(
      projection([[add('x', { a: 1 })], [add('x', { a: 2 })], [add('x', { a: 4 }), add('y', { a: 0.5 })]]),
    );
    const result = folder.fold(eventsFor(4));
    expect(result.failed?.event.position).toBe(3);
    expect(rowOf(result, 'x')?.add).toEqual({ a: 3 });
    expect(result.fold.tables.get('t')?.size).toBe(1);
    expect(result.fold.touched).toEqual(['s0', 's1']);
  });

  const summed = (changes: readonly (readonly Change[])[]): Projection => ({
    ...projection(changes),
    tables: [
      { name: 't', columns: { k: 'text', a: 'int', b: 'int' }, primaryKey: ['k'] },
      { name: 's', columns: { b: 'int', a: 'int' }, primaryKey: ['b'], sumsOf: { table: 't', amounts: ['a'] } },
    ],
  });

  it('keeps sums over inserted rows, unless they are left to the database', () => {
    const changes = [[insert('x', { a: 2, b: 1 })], [insert('y', { a: 3, b: 1 }), insert('z', { a: 5, b: 2 })]];
    const sums = (leaving?: 'sums and touched') =>
      [...(new Folder(summed(changes)).fold(eventsFor(2), leaving).fold.tables.get('s')?.values() ?? [])].map(
        ({ key, add }) => [key['b'], add],
      );
    expect(sums()).toEqual([
      [1, { a: 5 }],
      [2, { a: 5 }],
    ]);
    expect(sums('sums and touched')).toEqual([]);
  });

  it('refuses to change what a sum rests on, or a sum itself', () => {
    const reasons = [
      put('x', { a: 1 }),
      add('x', { a: 1 }),
      { kind: 'insert', table: 's', row: { b: 1, a: 1 } } as const,
      insert('x', { a: 0.5, b: 1 }),
    ].map((change) => new Folder(summed([[change]])).fold(eventsFor(1)).failed?.reason);
    expect(reasons).toEqual([
      't is summed, so that its rows can be inserted only',
      't is summed, so that its rows can be inserted only',
      's holds sums, which follow from the rows they are of',
      'a: 0.5 is not a whole number',
    ]);
  });

  it('gives for amounts and puts what doing them one by one gives', () => {
    const change = fc.oneof(
      fc
        .tuple(fc.constantFrom('x', 'y'), fc.constantFrom('a', 'b'), fc.integer({ min: -9, max: 9 }))
        .map(([k, c, n]) => add(k, { [c]: n })),
      fc
        .tuple(fc.constantFrom('x', 'y'), fc.constantFrom('a', 'b'), fc.integer({ min: -9, max: 9 }))
        .map(([k, c, n]) => put(k, { [c]: n })),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const rows = new Map<string, Record<string, number>>();
        for (const one of changes) {
          if (one.kind === 'insert') continue;
          const key = String(one.key['k']);
          const row = rows.get(key) ?? {};
          rows.set(key, row);
          if (one.kind === 'put') Object.assign(row, one.row);
          else for (const [column, n] of Object.entries(one.amounts)) row[column] = (row[column] ?? 0) + n;
        }
        const folded = fold(...changes).fold.tables.get('t') ?? new Map<string, FoldedRow>();
        const merged = new Map([...folded].map(([key, row]) => [key, { ...row.set, ...row.add }]));
        expect(merged).toEqual(rows);
      }),
    );
  });
});
