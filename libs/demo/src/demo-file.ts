import { stringify } from 'csv-stringify/sync';

/** Kinds of file that `bovenlokaal import` reads and that the demo holds. */
export type DemoFileKind = 'targets' | 'published' | 'realisations' | 'assessments';

/** A file as a user would write it, for the import that a user's files go through. */
export interface DemoFile {
  readonly kind: DemoFileKind;
  readonly name: string;
  readonly text: string;
}

export type CsvRow = Readonly<Record<string, string | number>>;

export function demoFile(
  kind: DemoFileKind,
  name: string,
  columns: readonly string[],
  rows: readonly CsvRow[],
): DemoFile {
  return { kind, name, text: stringify([...rows], { header: true, columns: [...columns] }) };
}

export const COLUMNS = {
  targets: ['period', 'municipality', 'persons', 'announced_on', 'source', 'state', 'remark'],
  published: ['period', 'scope', 'figure', 'value', 'as_of', 'source', 'published_on', 'remark'],
  realisations: [
    'municipality',
    'on',
    'persons',
    'kind',
    'source',
    'administration',
    'known_at',
    'one_off',
    'reason',
    'remark',
  ],
  assessments: ['municipality', 'period', 'trede', 'approved_on', 'reason', 'remark'],
} as const;
