import { getEventListeners } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { inWorker, type Apart } from './in-worker.js';

/** A worker's program in a few words. */
const program = (source: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort, workerData } from 'node:worker_threads';\n${source}`)}`,
  );

const asked = { kind: 'match', asked: { instance: 'an instance' } } as const;
const ran = (source: string, options: Apart = {}) => inWorker(program(source), asked, options);

const codes = (result: Awaited<ReturnType<typeof ran>>): readonly string[] =>
  result.ok ? [] : result.refusals.map(({ code }) => code);

const made: Worker[] = [];
const keep = (worker: Worker): void => void made.push(worker);
beforeEach(() => {
  made.length = 0;
  process.on('worker', keep);
});
afterEach(() => process.off('worker', keep));

/** Of each worker that was made, whether it is gone: only a thread that runs has a number. */
const gone = (): readonly boolean[] => made.map(({ threadId }) => threadId === -1);

/** A signal that is aborted as soon as the worker says that it is at work. */
function abortedAtWork(): Required<Pick<Apart, 'signal' | 'onRead'>> {
  const controller = new AbortController();
  return { signal: controller.signal, onRead: () => controller.abort() };
}
const AT_WORK = 'parentPort.postMessage({ read: { households: 1, dwellings: 2, pairs: 3 } });';

test('given a worker that answers, when it is asked, then it got what was asked and its answer is heard, the size before it', async () => {
  const heard: unknown[] = [];
  const result = await ran(`${AT_WORK} parentPort.postMessage({ result: { ok: true, value: workerData } });`, {
    onRead: (size) => heard.push(size),
  });
  expect(result).toEqual({ ok: true, value: asked });
  expect(heard).toEqual([{ households: 1, dwellings: 2, pairs: 3 }]);
});

test('given a worker that refuses, when it is asked, then its refusal is the answer', async () => {
  const refusal = { code: 'JSON_INVALID', message: 'geen JSON', path: ['file'] };
  const result = await ran(
    `parentPort.postMessage({ result: { ok: false, refusals: [${JSON.stringify(refusal)}] } });`,
  );
  expect(result).toEqual({ ok: false, refusals: [refusal] });
});

test('given a worker that never looks up from its work, when it is cancelled, then it ends, and that is the answer', async () => {
  expect(codes(await ran(`${AT_WORK} for (;;);`, abortedAtWork()))).toEqual(['MATCHING_CANCELLED']);
});

test('given a signal that was aborted before, when work is asked, then no worker is made', async () => {
  expect(codes(await ran('', { signal: AbortSignal.abort() }))).toEqual(['MATCHING_CANCELLED']);
  expect(made).toEqual([]);
});

test.each([0, 3])(
  'given a worker that exits with %d without an answer, when it is asked, then that is refused',
  async (code) => {
    const result = await ran(`process.exit(${code});`);
    expect(result).toMatchObject({ ok: false, refusals: [{ code: 'MATCHING_ENDED', details: { code } }] });
  },
);

test('given a worker whose heap is full, when it is asked, then it is refused as out of memory, and we live on', async () => {
  const filling = 'const all = []; for (;;) all.push(Array.from({ length: 1000 }, () => ({})));';
  expect(codes(await ran(filling, { heapMiB: 16 }))).toEqual(['MATCHING_OUT_OF_MEMORY']);
});

test('given a worker that finds no room for an array of numbers, when it is asked, then it is refused as out of memory', async () => {
  expect(codes(await ran('new ArrayBuffer(Number.MAX_SAFE_INTEGER);'))).toEqual(['MATCHING_OUT_OF_MEMORY']);
});

test('given a fault of ours in the worker, when it is asked, then it is thrown here as what it was', async () => {
  await expect(ran("throw new TypeError('of nothing');")).rejects.toThrow(new TypeError('of nothing'));
});

test('given work that ended in whatever way, when it is looked for, then its thread is gone and the signal is left alone', async () => {
  const { signal, onRead } = abortedAtWork();
  await ran('parentPort.postMessage({ result: { ok: true, value: null } }); setInterval(() => {}, 1000);', { signal });
  expect(gone()).toEqual([true]);
  await ran("throw new Error('no');", { signal }).catch(() => null);
  expect(gone()).toEqual([true, true]);
  await ran(`${AT_WORK} for (;;);`, { signal, onRead });
  expect(gone()).toEqual([true, true, true]);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
