import { packageFile, type LocalDate } from '#libs/kernel';
import { readFileSync } from 'node:fs';
import type { DemoFile, DemoFileKind } from './demo-file.js';
import { coaRowsOf } from './life/coa-list.js';
import { demoLife } from './life/demo-life.js';
import { liveFiles } from './live-periods.js';

/** By these two a store tells whether any of the files is there, and whether all are. */
export const FIRST_DEMO_FILE = 'targets.csv';
export const LAST_DEMO_FILE = 'assessments.csv';

/** The committed files, in the order in which they are loaded. */
const COMMITTED: readonly { readonly kind: DemoFileKind; readonly name: string }[] = [
  { kind: 'targets', name: FIRST_DEMO_FILE },
  { kind: 'published', name: 'published-municipalities.csv' },
  { kind: 'published', name: 'published-province.csv' },
  { kind: 'realisations', name: 'realisations.csv' },
  { kind: 'assessments', name: LAST_DEMO_FILE },
];

/** Where the committed demo files stand, for those who import them by hand. */
export const demoPath = (name: string): string => packageFile(`data/demo/${name}`);

/** The periods of the progress report, 2020-1 to 2023-2, as committed in `data/demo`. */
export const committedDemoFiles = (): readonly DemoFile[] =>
  COMMITTED.map(({ kind, name }) => ({ kind, name, text: readFileSync(demoPath(name), 'utf8') }));

/**
 * Everything the demo loads: the committed files around the live ones. Which files there are does not depend on the day;
 * what stands in the live ones does, so a load is finished with the files of the day on which it began.
 */
export function demoFiles(today: LocalDate): readonly DemoFile[] {
  const committed = committedDemoFiles();
  const households = coaRowsOf(demoLife(today).placements, today);
  return [...committed.slice(0, -1), ...liveFiles(today, households), ...committed.slice(-1)];
}
