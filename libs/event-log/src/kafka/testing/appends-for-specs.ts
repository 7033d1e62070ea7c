import { countingIds, sha256 } from '#libs/kernel';
import type { EventStore } from '#libs/event-store';

const ids = countingIds();

/** One command with an event in each of these streams, perhaps with so many characters in it. */
export async function commit(store: EventStore, streams: readonly string[], size = 0): Promise<void> {
  const data = { n: 1, ...(size === 0 ? {} : { text: 'x'.repeat(size) }) };
  const outcome = await store.append({
    command: { id: ids.next(), contentHash: sha256(streams.join()) },
    meta: { actor: 'spec' },
    streams: streams.map((stream) => ({
      stream,
      expected: 'any',
      events: [{ id: ids.next(), type: 'Counted', data, effectiveOn: null }],
    })),
    result: null,
  });
  expect(outcome.kind).toBe('appended');
}

/** So many commands over twenty streams, every third of them in two. */
export async function append(store: EventStore, commits: number): Promise<void> {
  for (let n = 0; n < commits; n++) {
    await commit(store, n % 3 === 0 ? [`s${n % 20}`, `s${(n + 7) % 20}`] : [`s${n % 20}`]);
  }
}
