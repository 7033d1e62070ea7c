import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const MATCHING = join(import.meta.dirname, '..', '..');

/** Files that a file brings in at run time, itself among them. What is only a type is gone by then. */
function reaches(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const [, names, path] of readFileSync(file, 'utf8').matchAll(
    /^(?:import|export) ([^;]*?) from '(\.[^']*)';/gms,
  )) {
    if (/^type\b/.test(names!)) continue;
    reaches(join(dirname(file), path!.replace(/\.js$/, '.ts')), known);
  }
  return known;
}

test('what verifies an explanation reaches nothing that solves, nor what wrote the explanation', () => {
  const reached = [...reaches(join(import.meta.dirname, 'verify-explanation.ts'))].map((file) =>
    relative(MATCHING, file),
  );
  expect(reached).toContain(join('check', 'check-solution.ts'));
  expect(reached.filter((file) => /^(solve|flow|exchange|incremental|answer)\b/.test(file))).toEqual([]);
  const writers = ['alternative.ts', 'difference.ts', 'explain.ts', 'near.ts', 'obstacles.ts'];
  for (const writer of writers) {
    expect(existsSync(join(MATCHING, 'explain', writer))).toBe(true);
    expect(reached).not.toContain(join('explain', writer));
  }
});
