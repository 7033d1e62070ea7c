import { packageFile } from '#libs/kernel';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';

const read = (name: string): string => readFileSync(packageFile(`test/acceptance/golden/${name}`), 'utf8');

/** One expected value: which store and question, which field (`closing.unexplained`), and where the value comes from. */
interface ExpectedFigure {
  readonly field: string;
  readonly value: string | number | null;
}

export interface GoldenQuestion {
  readonly store: 'report' | 'demo';
  readonly basis: 'computed' | 'published';
  readonly scope: string;
  readonly period: string;
  readonly asOf: string | null;
  readonly expected: readonly ExpectedFigure[];
}

type Row = Readonly<Record<'store' | 'basis' | 'scope' | 'period' | 'as_of' | 'field' | 'value' | 'source', string>>;

const valueOf = (text: string): string | number | null =>
  text === 'null' ? null : /^-?\d+$/.test(text) ? Number(text) : text;

/** The golden table of domain.md §2 as questions with what they must answer, in the order of the file. */
export function goldenQuestions(): readonly GoldenQuestion[] {
  const questions = new Map<string, GoldenQuestion & { expected: ExpectedFigure[] }>();
  for (const row of parse<Row>(read('figures.csv'), { columns: true })) {
    const { store, basis, scope, period, as_of: asOf } = row;
    const key = [store, basis, scope, period, asOf].join('/');
    const question = questions.get(key) ?? {
      store: store === 'demo' ? 'demo' : 'report',
      basis: basis === 'computed' ? 'computed' : 'published',
      scope,
      period,
      asOf: asOf === '' ? null : asOf,
      expected: [],
    };
    question.expected.push({ field: row.field, value: valueOf(row.value) });
    questions.set(key, question);
  }
  return [...questions.values()];
}

/** What a test that asks this question is called. */
export const titleOf = (q: GoldenQuestion): string =>
  `${q.period}${q.asOf === null ? '' : ` at ${q.asOf}`}, ${q.basis}, from ${
    q.store === 'report' ? 'the provincial figures alone' : "the demo's municipalities"
  }`;

/** Counts per period and trede. */
export function goldenTreden(): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const counts = new Map<string, Record<string, number>>();
  for (const row of parse<Record<'period' | 'trede' | 'municipalities', string>>(read('treden.csv'), {
    columns: true,
  })) {
    const of = counts.get(row.period) ?? {};
    of[row.trede] = Number(row.municipalities);
    counts.set(row.period, of);
  }
  return counts;
}

/** `closing.unexplained` of a document. */
export function fieldOf(document: unknown, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      document,
    );
}

/** A file that must be refused: which import, its text, and the code and place of the refusal. */
export interface BadFile {
  readonly name: string;
  readonly kind: string;
  readonly lines: readonly string[];
  readonly code: string;
  readonly path?: readonly string[];
}

export const badFiles = (): readonly BadFile[] => JSON.parse(read('bad-files.json')) as readonly BadFile[];
