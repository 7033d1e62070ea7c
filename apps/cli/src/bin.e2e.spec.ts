import { packageFile } from '#libs/kernel';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
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
