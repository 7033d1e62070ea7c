import { parentPort, workerData } from 'node:worker_threads';
import type { Asked, Said } from './in-worker.js';
import { WORKS, type Kind } from './work.js';

const say = (said: Said<Kind>): void => parentPort?.postMessage(said);

async function work<K extends Kind>({ kind, asked }: Asked<K>): Promise<void> {
  say({ result: await WORKS[kind](asked, (read) => say({ read })) });
}

// What goes wrong here ends the worker, and the one who asked hears its error.
await work(workerData as Asked<Kind>);
