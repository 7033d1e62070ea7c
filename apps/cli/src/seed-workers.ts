import { packageFile, type Result } from '#libs/kernel';
import { simulateSeed, type SeedResult } from '#libs/matching';
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { SeedWork } from './simulate-seed.process.js';

/** Gathered by the build; from the sources there is none, and seeds are simulated here. */
const PROGRAM = packageFile('dist/bin/simulate-seed.js');

/** Simulates seeds, several at a time where that is possible. Results come as they are ready; each depends on its seed alone. */
export async function simulateSeeds(
  seeds: readonly number[],
  work: SeedWork,
  workers: number,
  done: (result: Result<SeedResult>) => void,
): Promise<void> {
  const waiting = [...seeds];
  const count = Math.min(workers, seeds.length);
  if (count < 2 || !existsSync(PROGRAM)) {
    for (const seed of waiting) done(await simulateSeed(seed, work.policies, work.rules));
    return;
  }
  await Promise.all(Array.from({ length: count }, () => oneWorker(waiting, work, done)));
}

/** Takes seeds from the front until there are none. */
async function oneWorker(waiting: number[], work: SeedWork, done: (result: Result<SeedResult>) => void): Promise<void> {
  const worker = new Worker(PROGRAM, { workerData: work });
  try {
    await new Promise<void>((resolve, reject) => {
      const next = (): void => {
        const seed = waiting.shift();
        if (seed === undefined) resolve();
        else worker.postMessage(seed);
      };
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`a worker ended with ${code}`)));
      worker.on('message', (result: Result<SeedResult>) => {
        done(result);
        next();
      });
      next();
    });
  } finally {
    await worker.terminate();
  }
}
