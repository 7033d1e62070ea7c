import { ok, refuse, type Result } from '#libs/kernel';
import { open, stat } from 'node:fs/promises';

/** A file as it was handed over: its name for messages, its bytes for reading. */
export interface DataFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * 20 MB: a country's rows of a half-year are about 2 MB, and the whole file is held in memory and stored in one commit.
 * Far larger files are the wrong file.
 */
export const MOST_BYTES = 20 * 1024 * 1024;

export const tooLarge = (name: string, bytes: number): Result<never> =>
  refuse(
    'FILE_TOO_LARGE',
    `${name} is ${Math.ceil(bytes / 1_048_576)} MB groot; het meeste is ${MOST_BYTES / 1_048_576} MB`,
    ['file'],
    {
      bytes,
      most: MOST_BYTES,
    },
  );

/**
 * Reads a file from disk, its size being checked first: a file of 100 MB never enters memory. Refuses `FILE_NOT_FOUND`,
 * `FILE_NOT_READABLE` (a folder, no rights) and `FILE_TOO_LARGE`.
 */
export async function readDataFile(path: string): Promise<Result<DataFile>> {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return tooLarge(name, size);
    const file = await open(path, 'r');
    try {
      return ok({ name, bytes: await file.readFile() });
    } finally {
      await file.close();
    }
  } catch (error) {
    const missing = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
    return missing
      ? refuse('FILE_NOT_FOUND', `${name} bestaat niet`, ['file'])
      : refuse('FILE_NOT_READABLE', `${name} kan niet worden gelezen`, ['file']);
  }
}
