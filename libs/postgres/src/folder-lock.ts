import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-error.js';
import { isAlive, processIdentity } from './process-identity.js';

/** initdb on a slow disk takes many seconds; a holder that lives longer than this in one start is stuck. */
const PATIENCE_MS = 180_000;
const NAME = /^lock\.(\d+)$/;

/**
 * Runs `work` while no other process runs its own on this folder; a holder that died is passed over.
 *
 * Node has no `flock`, and a plain lock file cannot be taken over safely: two processes that both see a dead holder remove
 * "the" file one after the other, and the second removes the lock of the first. So the lock is a row of numbered files, the
 * highest being the lock. Taking over means making the next number, which the file system grants to one process only (`link`);
 * the highest is never removed, only marked as released.
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const held = await take(folder);
  try {
    return await work();
  } finally {
    const released = join(folder, `lock-${randomUUID()}.tmp`);
    writeFileSync(released, '');
    renameSync(released, join(folder, `lock.${held}`));
  }
}

async function take(folder: string): Promise<number> {
  const me = processIdentity(process.pid) ?? `${process.pid}`;
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const highest = highestLock(folder);
    if (highest === 0 || isFree(folder, highest)) {
      if (claim(folder, highest + 1, me)) {
        // Someone slower may have made a number that was already passed and cleaned away: then it is not the highest.
        if (highestLock(folder) === highest + 1) {
          for (const n of lockNumbers(folder)) if (n <= highest) rmSync(join(folder, `lock.${n}`), { force: true });
          return highest + 1;
        }
        rmSync(join(folder, `lock.${highest + 1}`), { force: true });
      }
    }
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        'FOLDER_BUSY',
        `Een ander proces is al te lang bezig de database in ${folder} te starten of te stoppen (${holder(folder)}). ` +
          'Stop dat proces en probeer het opnieuw.',
      );
    }
    await sleep(20);
  }
}

function claim(folder: string, number: number, content: string): boolean {
  const draft = join(folder, `lock-${randomUUID()}.tmp`);
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, join(folder, `lock.${number}`)); // Complete from the first moment, and only one can win.
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

const lockNumbers = (folder: string): number[] =>
  readdirSync(folder).flatMap((name) => {
    const match = NAME.exec(name);
    return match === null ? [] : [Number(match[1])];
  });

const highestLock = (folder: string): number => Math.max(0, ...lockNumbers(folder));

function isFree(folder: string, number: number): boolean {
  const text = readLock(folder, number);
  // Gone: someone took over and tidied up. Not free; look again.
  return text !== null && (text === '' || !isAlive(text));
}

function readLock(folder: string, number: number): string | null {
  try {
    return readFileSync(join(folder, `lock.${number}`), 'utf8');
  } catch {
    return null;
  }
}

const holder = (folder: string): string =>
  `proces ${(readLock(folder, highestLock(folder)) ?? '').split(':')[0] ?? 'onbekend'}`;
