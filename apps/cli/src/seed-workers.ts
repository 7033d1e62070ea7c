import type { Result } from '#libs/kernel';
import { simulateSeedApart, type SeedResult, type Simulated, type SimulationRules } from '#libs/matching';

/** What is simulated with each seed. */
export interface SeedWork {
  readonly policies: readonly Simulated[];
  readonly rules: SimulationRules;
}

/** Simulates seeds, several at a time where that is possible. Results come as they are ready; each depends on its seed alone. */
export async function simulateSeeds(
  seeds: readonly number[],
  work: SeedWork,
  workers: number,
  done: (result: Result<SeedResult>) => void,
): Promise<void> {
  const waiting = seeds.values();
  // Each takes the next seed from the one list when it is ready with the one before.
  const oneAfterAnother = async (): Promise<void> => {
    for (const seed of waiting) done(await simulateSeedApart({ seed, ...work }));
  };
  await Promise.all(Array.from({ length: Math.min(workers, seeds.length) }, oneAfterAnother));
}
