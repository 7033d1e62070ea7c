import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOST_BYTES, readDataFile } from './data-file.js';

describe('a file on disk', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tabular-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is handed over with its name and bytes', async () => {
    await writeFile(join(folder, 'a.csv'), 'name\nSoest\n');
    expect(await readDataFile(join(folder, 'a.csv'))).toMatchObject({ ok: true, value: { name: 'a.csv' } });
  });

  it('of 100 MB is refused by its size', async () => {
    const path = join(folder, 'groot.csv');
    await writeFile(path, '');
    await truncate(path, 100 * 1024 * 1024);
    expect(await readDataFile(path)).toMatchObject({
      ok: false,
      refusals: [{ code: 'FILE_TOO_LARGE', details: { bytes: 100 * 1024 * 1024, most: MOST_BYTES } }],
    });
  });

  it('is refused when it does not exist or is a folder', async () => {
    expect(await readDataFile(join(folder, 'weg.csv'))).toMatchObject({ refusals: [{ code: 'FILE_NOT_FOUND' }] });
    expect(await readDataFile(folder)).toMatchObject({ refusals: [{ code: 'FILE_NOT_READABLE' }] });
  });
});
