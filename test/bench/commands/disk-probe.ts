import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const PAGE = Buffer.alloc(8_192, 1);
const PAUSE_MS = 20;

/**
 * How long the disk takes to make a page durable while `work` runs, in milliseconds: no commit can be answered sooner, and what the disk
 * holds up now and then no program can make up for.
 */
export async function whileProbing<T>(file: string, work: () => Promise<T>): Promise<{ result: T; syncs: number[] }> {
  const disk = await open(file, 'w');
  const syncs: number[] = [];
  let ended = false;
  const probing = (async () => {
    while (!ended) {
      const from = performance.now();
      await disk.write(PAGE, 0, PAGE.length, 0);
      await disk.datasync();
      syncs.push(performance.now() - from);
      await sleep(PAUSE_MS);
    }
  })();
  try {
    return { result: await work(), syncs };
  } finally {
    ended = true;
    await probing;
    await disk.close();
  }
}
