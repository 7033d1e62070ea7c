import { accept, countingIds, manualClock, sha256, type Decider } from '#libs/kernel';
import fc from 'fast-check';
import { z } from 'zod';
import { InMemoryEventStore } from './memory/in-memory-event-store.js';
import { storedBy } from './stored-decider.js';

const said = z.object({ type: z.literal('Said'), word: z.string() });
type Said = z.infer<typeof said>;

const tale: Decider<readonly string[], string, Said> = {
  initial: [],
  evolve: (words, { word }) => [...words, word],
  decide: (word) => accept({ type: 'Said', word }),
};

describe('a stored decider', () => {
  it('folds any beginning of any stream as it reads from its first event on, whatever was folded before', async () => {
    const looks = fc.array(fc.record({ stream: fc.constantFrom('a', 'b'), upTo: fc.nat(8) }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b'), { maxLength: 12 }), looks, async (streams, asked) => {
        const ids = countingIds();
        const tales = storedBy(tale, said, () => null)(ids);
        const store = new InMemoryEventStore({ clock: manualClock('2024-05-01T10:00:00Z') });
        for (const [i, stream] of streams.entries()) {
          await store.append({
            command: { id: String(i), contentHash: sha256(String(i)) },
            meta: { actor: 'spec' },
            streams: [{ stream, expected: 'any', events: [tales.write({ type: 'Said', word: `${stream}${i}` })] }],
            result: null,
          });
        }
        for (const { stream, upTo } of asked) {
          const history = (await store.readStream(stream)).slice(0, upTo);
          expect(tales.fold(history)).toEqual(history.map(({ data }) => data['word']));
        }
      }),
      { seed: 20240501, numRuns: 100 },
    );
  });
});
