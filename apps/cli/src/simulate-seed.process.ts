import { parentPort, workerData } from 'node:worker_threads';
import { simulateSeed, type Simulated, type SimulationRules } from '#libs/matching';

/** What a worker is made for; then it gets seeds, one at a time, and answers each with a result. */
export interface SeedWork {
  readonly policies: readonly Simulated[];
  readonly rules: SimulationRules;
}

const { policies, rules } = workerData as SeedWork;

parentPort?.on('message', (seed: number) => {
  // What goes wrong here ends the worker, and the one who asked hears its error.
  void simulateSeed(seed, policies, rules).then((result) => parentPort?.postMessage(result));
});
