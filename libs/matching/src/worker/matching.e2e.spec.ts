import { packageFile } from '#libs/kernel';
import { match } from '../answer/match.js';
import { explainHousehold } from '../explain/explain.js';
import { readExplainable } from '../explain/explainable.js';
import { generateInstance } from '../generate/generate-instance.js';
import { readInstance } from '../read/read-instance.js';
import { inWorker } from './in-worker.js';

/** What the build gathered. */
const PROGRAM = packageFile('dist/bin/matching.js');

const thin = generateInstance({ scale: 'thin', seed: 3 });

const valueOf = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result.value;
};

test('given the same instance, as a document or as text, when it is matched in the built worker and here, then the bytes are the same', async () => {
  const here = JSON.stringify(valueOf(await match(valueOf(readInstance(thin)))));
  for (const instance of [thin, JSON.stringify(thin)]) {
    const there = await inWorker(PROGRAM, { kind: 'match', asked: { instance } }, {});
    expect(JSON.stringify(valueOf(there))).toBe(here);
  }
});

test('given the same household, when it is explained in the built worker and here, then the bytes are the same', async () => {
  const { id } = thin.households[0]!;
  const { facts } = valueOf(await explainHousehold(valueOf(readExplainable(thin)), id));
  const question = { about: 'household', id } as const;
  const there = await inWorker(PROGRAM, { kind: 'explain', asked: { instance: thin, question } }, {});
  expect(JSON.stringify(valueOf(there))).toBe(JSON.stringify(facts));
});

test('given a province in the built worker, when it is cancelled once it is read, then it ends there', async () => {
  const controller = new AbortController();
  const instance = generateInstance({ scale: 'province', seed: 1 });
  const result = await inWorker(
    PROGRAM,
    { kind: 'match', asked: { instance } },
    {
      signal: controller.signal,
      onRead: ({ households }) => {
        expect(households).toBe(1500);
        controller.abort();
      },
    },
  );
  expect(result).toMatchObject({ ok: false, refusals: [{ code: 'MATCHING_CANCELLED' }] });
});

test('given less heap than the built worker needs, when it is asked, then that is refused', async () => {
  const instance = generateInstance({ scale: 'province', seed: 1 });
  const result = await inWorker(PROGRAM, { kind: 'match', asked: { instance } }, { heapMiB: 8 });
  expect(result).toMatchObject({ ok: false, refusals: [{ code: 'MATCHING_OUT_OF_MEMORY' }] });
});
