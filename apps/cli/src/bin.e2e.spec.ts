import { packageFile } from '#libs/kernel';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What `package.json` names as the program `bovenlokaal`. */
const { bin } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as {
  readonly bin: Readonly<Record<'bovenlokaal', string>>;
};
const built = packageFile(bin.bovenlokaal);

const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-bin-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the built program says by what it runs, and once only', () => {
  const lines = readFileSync(built, 'utf8').split('\n');
  expect(lines[0]).toBe('#!/usr/bin/env node');
  expect(lines.filter((line) => line.startsWith('#!'))).toHaveLength(1);
});

test.skipIf(process.platform === 'win32')('it runs by a link to it, as npm makes one', async () => {
  const link = join(folder, 'bovenlokaal');
  symlinkSync(built, link);
  const { stdout } = await promisify(execFile)(link, ['--help']);
  expect(stdout).toContain('Usage: bovenlokaal');
});

test('it finds the solver of linear programs, which has a binary beside it', async () => {
  // Three municipalities in a ring, and rings of two only: no flow tells the best plan, so the solver is asked.
  const instance = {
    version: 1,
    policy: { maxMunicipalities: 2 },
    municipalities: [{ code: 'A' }, { code: 'B' }, { code: 'C' }],
    households: ['A', 'B', 'C'].map((municipality) => ({ id: `h${municipality}`, municipality, persons: 1 })),
    dwellings: ['A', 'B', 'C'].map((municipality) => ({ id: `d${municipality}`, municipality })),
    pairs: [
      ['hA', 'dB', 3],
      ['hB', 'dC', 3],
      ['hC', 'dA', 3],
      ['hB', 'dA', 1],
    ],
  };
  const file = join(folder, 'instance.json');
  writeFileSync(file, JSON.stringify(instance));
  const { stdout } = await promisify(execFile)(process.execPath, [built, 'match', file, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ value: 4, bound: 4, proven: true, checked: true });
});
