import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Why there is no secret to work with; the message says what to do. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';
}

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

/**
 * A secret of a data folder; made at first use. Several processes may start at once: all get the same.
 * @throws SecretFileError when others on the machine can read the file.
 */
export async function secretIn(folder: string, name: string, make: () => Promise<string>): Promise<string> {
  const path = join(folder, name);
  const existing = await read(path, name);
  if (existing !== null) return existing;
  await mkdir(folder, { recursive: true });
  await create(path, await make());
  const created = await read(path, name);
  if (created === null) throw new SecretFileError(`${name} verdween terwijl het werd gemaakt`);
  return created;
}

async function read(path: string, name: string): Promise<string | null> {
  try {
    const { mode } = await stat(path);
    // Windows has no such bits and always shows 0666.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new SecretFileError(`${name} is voor anderen leesbaar; maak het 0600 (of verwijder het)`);
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function create(path: string, secret: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, secret, { mode: 0o600, flag: 'wx' });
  try {
    // A link appears whole and never replaces: of two processes, the second takes the first one's secret.
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
}
