import { addDays, localDate, periodOf, previous } from '#libs/kernel';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { committedDemoFiles, demoFiles } from './demo-files.js';
import { liveFiles } from './live-periods.js';
import { REPORT, reportFiles } from './report-periods.js';
import { tredenOfTheReport } from './demo-municipalities.js';

type Row = Readonly<Record<string, string>>;
const rowsOf = (text: string): readonly Row[] => parse<Row>(text, { columns: true });
const committed = new Map(committedDemoFiles().map((file) => [file.name, rowsOf(file.text)]));
const rowsIn = (name: string): readonly Row[] => {
  const rows = committed.get(name);
  if (rows === undefined) throw new Error(`data/demo holds no ${name}`);
  return rows;
};
const sum = (rows: readonly Row[], column: string): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0);
const periodOfRow = (row: Row): string => periodOf(localDate(row.on ?? ''));

describe('the committed demo files', () => {
  test('are exactly what the generator makes', () => {
    const made = reportFiles();
    const typed = ['published-province.csv'];
    const kept = committedDemoFiles().filter((file) => !typed.includes(file.name));
    expect(kept).toEqual(kept.map((file) => made.find((other) => other.name === file.name)));
    expect(made).toHaveLength(kept.length);
  });

  test.each(Object.entries(REPORT.taakstelling))('%s: the taakstellingen add up to %i', (period, total) => {
    const first = rowsIn('targets.csv').filter((row) => row.period === period && row.state !== 'adjusted');
    expect(first).toHaveLength(26);
    expect(sum(first, 'persons')).toBe(total);
  });

  test('the lowering of 2023-2 stands beside the taakstelling before it, announced later', () => {
    const rows = rowsIn('targets.csv').filter((row) => row.period === '2023-2');
    const lowered = rows.filter((row) => row.state === 'adjusted');
    expect(sum(lowered, 'persons')).toBe(1371);
    expect(new Set(lowered.map((row) => row.announced_on))).toEqual(new Set(['2023-12-01']));
    expect(new Set(rows.filter((row) => row.state === 'reserved').map((row) => row.announced_on))).toEqual(
      new Set(['2023-05-02']),
    );
  });

  test.each([
    ...Object.entries(REPORT.opening).map(([period, total]) => ['opening', period, total] as const),
    ...Object.entries(REPORT.closing).map(([period, total]) => ['closing', period, total] as const),
  ])('the published %s of %s adds up to %i over 26 municipalities', (figure, period, total) => {
    const rows = rowsIn('published-municipalities.csv').filter((row) => row.figure === figure && row.period === period);
    expect(rows).toHaveLength(26);
    expect(sum(rows, 'value')).toBe(total);
  });

  test.each([
    ['2022-1', 818],
    ['2022-2', 1635],
    ['2023-1', 1138],
    ['2023-2', 667],
  ])('%s: the realised rows add up to %i persons', (period, total) => {
    const rows = rowsIn('realisations.csv').filter((row) => periodOfRow(row) === period);
    expect(sum(rows, 'persons')).toBe(total);
  });

  test('computed closings are +158 for 2022-2 and −363 for 2023-1 as sums of municipalities', () => {
    const computed = (period: string): number =>
      sum(
        rowsIn('published-municipalities.csv').filter((row) => row.figure === 'opening' && row.period === period),
        'value',
      ) +
      sum(
        rowsIn('realisations.csv').filter((row) => periodOfRow(row) === period),
        'persons',
      ) -
      sum(
        rowsIn('targets.csv').filter((row) => row.period === period),
        'persons',
      );
    expect(computed('2022-2')).toBe(158);
    expect(computed('2023-1')).toBe(-363);
  });

  test('no row of 2023-2 lies after 26 October 2023, the last day that the report knows', () => {
    const days = rowsIn('realisations.csv').map((row) => row.on ?? '');
    expect(days.filter((day) => day > '2023-10-26')).toEqual([]);
  });

  test('every row was known before the letters that used it were published', () => {
    const letters: Readonly<Record<string, string>> = {
      '2022-1': '2022-09-01',
      '2022-2': '2023-02-15',
      '2023-1': '2023-09-13',
      '2023-2': '2023-10-27',
    };
    for (const row of rowsIn('realisations.csv')) {
      expect((row.known_at ?? '') >= (row.on ?? '')).toBe(true);
      expect((row.known_at ?? '') < (letters[periodOfRow(row)] ?? '')).toBe(true);
    }
  });

  test('treden are those of the report, and 11, 13 and 2 for 2022-1', () => {
    const trede = tredenOfTheReport();
    const rows = rowsIn('assessments.csv');
    const counts = (period: string): readonly number[] =>
      ['1', '2', '3'].map((step) => rows.filter((row) => row.period === period && row.trede === step).length);
    expect(counts('2022-1')).toEqual([11, 13, 2]);
    expect(counts('2022-2')).toEqual([17, 9, 0]);
    expect(counts('2023-1')).toEqual([8, 18, 0]);
    for (const row of rows.filter(({ period }) => period !== '2022-1')) {
      expect(Number(row.trede)).toBe(trede(row.municipality ?? '', row.period ?? ''));
    }
  });

  test('by the absolute rule, a municipality on trede 1 closed at 0 or ahead, one on a higher trede behind', () => {
    const published = rowsIn('published-municipalities.csv').filter((row) => row.figure === 'closing');
    const names = new Map(
      rowsIn('targets.csv')
        .slice(0, 26)
        .map((row, i) => [row.municipality, published[i]?.scope]),
    );
    for (const row of rowsIn('assessments.csv')) {
      const closing = published.find(
        ({ scope, period }) => scope === names.get(row.municipality) && period === row.period,
      );
      expect(Number(closing?.value) >= 0).toBe(row.trede === '1');
    }
  });

  test.each(['targets.csv', 'published-municipalities.csv', 'realisations.csv', 'assessments.csv'])(
    '%s says on every row that something is invented',
    (name) => {
      expect(rowsIn(name).filter((row) => !/verzonnen/i.test(row.remark ?? ''))).toEqual([]);
    },
  );

  test('the provincial rows say where they come from', () => {
    const rows = rowsIn('published-province.csv');
    expect(rows.filter((row) => !(row.remark ?? '').startsWith('Voortgangsrapportage'))).toEqual([]);
  });
});

describe('the live files', () => {
  const anyDay = fc.integer({ min: 0, max: 3650 }).map((days) => addDays(localDate('2024-07-01'), days));

  test('hold nothing that lies in the future of their day', () => {
    fc.assert(
      fc.property(anyDay, (today) => {
        for (const file of liveFiles(today)) {
          for (const row of rowsOf(file.text)) {
            for (const column of ['on', 'known_at', 'announced_on', 'published_on']) {
              expect((row[column] ?? '') <= today).toBe(true);
            }
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  test('of a later day in the same period hold every row of an earlier day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 120 }), (today, days) => {
        const later = addDays(today, days);
        fc.pre(periodOf(later) === periodOf(today));
        liveFiles(today).forEach((file, i) => {
          const after = new Set((liveFiles(later)[i]?.text ?? '').split('\n'));
          expect(file.text.split('\n').filter((line) => !after.has(line))).toEqual([]);
        });
      }),
      { numRuns: 10 },
    );
  });

  test('cover the period of the day and the one before it, and say that all is invented', () => {
    const today = localDate('2026-11-22');
    const now = periodOf(today);
    for (const file of liveFiles(today)) {
      const rows = rowsOf(file.text);
      expect(rows.filter((row) => row.remark !== 'Verzonnen voor de demo')).toEqual([]);
      const periods = new Set(rows.map((row) => row.period ?? periodOfRow(row)));
      expect(periods).toEqual(new Set([previous(now), now]));
    }
  });

  test('list moves of the current period in our own administration, and most of them also in that of COA', () => {
    const file = liveFiles(localDate('2026-11-22')).find(({ kind }) => kind === 'realisations');
    const rows = rowsOf(file?.text ?? '').filter((row) => periodOfRow(row) === '2026-2');
    const own = rows.filter((row) => row.administration === 'own').length;
    const coa = rows.filter((row) => row.administration === 'coa').length;
    expect(own).toBeGreaterThan(0);
    expect(coa).toBeGreaterThan(own * 0.8);
    expect(coa).toBeLessThan(own);
  });
});

test('which demo files there are does not depend on the day, so that each is known by its name', () => {
  const names = demoFiles(localDate('2025-03-01')).map(({ name }) => name);
  expect(demoFiles(localDate('2026-11-22')).map(({ name }) => name)).toEqual(names);
  expect(new Set(names).size).toBe(names.length);
});
