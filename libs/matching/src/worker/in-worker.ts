import { refuse, type Result } from '#libs/kernel';
import { Worker } from 'node:worker_threads';
import type { InstanceSize, Kind, Works } from './work.js';

/** What a worker is made for. */
export interface Asked<K extends Kind> {
  readonly kind: K;
  readonly asked: Works[K]['asks'];
}

/** What it says: how large the instance is, where there is one, and in the end its result. */
export type Said<K extends Kind> = { readonly read: InstanceSize } | { readonly result: Result<Works[K]['gives']> };

export interface Apart {
  /** Aborted: the worker is ended at once, wherever it is, and the answer is `MATCHING_CANCELLED`. */
  readonly signal?: AbortSignal;
  /**
   * Heap that the worker may have, in MiB; without it, what Node gives. Arrays of numbers and linear programs are outside the heap: they are bounded
   * by what an instance may hold, and by `effort`.
   */
  readonly heapMiB?: number;
  /** Hears how large the instance is, once it is read. */
  readonly onRead?: (size: InstanceSize) => void;
}

/**
 * Does one work in a worker that is made for it and gone before the answer is there. Refuses as the work does, and `MATCHING_CANCELLED`,
 * `MATCHING_OUT_OF_MEMORY`, and `MATCHING_ENDED` where the worker ended without a word. What the worker throws is a bug, and is thrown here.
 */
export async function inWorker<K extends Kind>(
  program: string | URL,
  work: Asked<K>,
  options: Apart,
): Promise<Result<Works[K]['gives']>> {
  const { signal, heapMiB } = options;
  if (signal?.aborted === true) return CANCELLED;
  const worker = new Worker(program, {
    workerData: work,
    ...(heapMiB === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMiB } }),
  });
  try {
    return await resultFrom<K>(worker, options);
  } finally {
    await worker.terminate();
  }
}

async function resultFrom<K extends Kind>(
  worker: Worker,
  { signal, onRead }: Apart,
): Promise<Result<Works[K]['gives']>> {
  let cancel: (() => void) | undefined;
  try {
    return await new Promise((resolve, reject) => {
      cancel = () => resolve(CANCELLED);
      signal?.addEventListener('abort', cancel);
      worker.on('error', (error) => {
        if (isOutOfMemory(error)) resolve(OUT_OF_MEMORY);
        else reject(error);
      });
      worker.on('exit', (code) => resolve(ended(code)));
      worker.on('message', (said: Said<K>) => {
        if ('result' in said) resolve(said.result);
        else if (signal?.aborted !== true) onRead?.(said.read);
      });
    });
  } finally {
    if (cancel !== undefined) signal?.removeEventListener('abort', cancel);
  }
}

const CANCELLED = refuse('MATCHING_CANCELLED', 'het rekenen is afgebroken');

const OUT_OF_MEMORY = refuse(
  'MATCHING_OUT_OF_MEMORY',
  'het rekenen paste niet in het geheugen; geef er meer, of neem een kleinere instantie',
);

const ended = (code: number): Result<never> =>
  refuse('MATCHING_ENDED', `het rekenen hield op zonder antwoord (code ${code})`, [], { code });

/** The heap is full; or there is no room for an array, which has no code. */
const isOutOfMemory = (error: Error & { readonly code?: string }): boolean =>
  error.code === 'ERR_WORKER_OUT_OF_MEMORY' ||
  (error instanceof RangeError && error.message === 'Array buffer allocation failed');
