import type { Kafka } from 'kafkajs';
import type { EventStore } from '#libs/event-store';
import { placeOf } from './record.js';
import { TopicReader } from './topic-reader.js';

/** A crash between an acknowledgement and the saving of it leaves some tenths of a second of records. Far more than that is no such thing. */
const MOST_RECORDS = 200_000;
const STORE_PAGE = 2_000;

/** What lies in the topic beyond what the relay has on record. */
export interface Tail {
  /** Highest epoch that was met. */
  readonly epoch: number;
  /** Why it cannot have come from this store; null when it can. */
  readonly foreign: string | null;
}

interface Found {
  epoch: number;
  upTo: number;
  /** Ids of events by position. */
  readonly ids: Map<number, string>;
  tooMuch: boolean;
}

/**
 * Looks whether the records between two places of the topic are of this store. They are not when the store was put back to an earlier state, or is another one:
 * then its next events would get positions that readers have already seen.
 */
export async function examineTail(
  source: { readonly kafka: Kafka; readonly topic: string; readonly group: string },
  from: readonly bigint[],
  to: readonly bigint[],
  store: EventStore,
  signal: AbortSignal,
): Promise<Tail> {
  const found = await readTail(source, from, to, signal);
  const { epoch, upTo, ids, tooMuch } = found;
  if (tooMuch) return { epoch, foreign: `more than ${MOST_RECORDS} records that the relay does not know of` };
  // After reading: whatever came from this store was in it before it was in the topic.
  const head = (await store.head()).position;
  if (upTo > head) return { epoch, foreign: `position ${upTo}, where the store ends at ${head}` };
  let after = lowest(ids.keys()) - 1;
  while (ids.size > 0) {
    const page = await store.readLog(after, STORE_PAGE);
    const last = page.at(-1);
    if (last === undefined) break;
    for (const { position, id } of page) {
      const other = ids.get(position);
      if (other !== undefined && other !== id)
        return { epoch, foreign: `another event at position ${position} than the store` };
      ids.delete(position);
    }
    after = last.position;
  }
  return { epoch, foreign: null };
}

async function readTail(
  source: { readonly kafka: Kafka; readonly topic: string; readonly group: string },
  from: readonly bigint[],
  to: readonly bigint[],
  signal: AbortSignal,
): Promise<Found> {
  const found: Found = { epoch: 0, upTo: 0, ids: new Map(), tooMuch: false };
  const left = new Set(to.flatMap((end, partition) => (end > (from[partition] ?? 0n) ? [partition] : [])));
  if (left.size === 0) return found;
  let count = 0;
  let finish: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const finished = new Promise<void>((resolve, reject) => ((finish = resolve), (fail = reject)));
  finished.catch(() => undefined); // Awaited below, but only once the reader is open.
  const reader = new TopicReader({
    ...source,
    from: from.map(String),
    onRecords: (partition, records) => {
      for (const { headers, value, offset } of records) {
        if (BigInt(offset) + 1n >= (to[partition] ?? 0n)) left.delete(partition);
        const place = placeOf(headers);
        if (place === null) continue; // Not written by a relay: readers will say so.
        found.epoch = Math.max(found.epoch, place.epoch);
        found.upTo = Math.max(found.upTo, place.upTo);
        const id = place.kind === 'event' ? idIn(value) : null;
        if (id !== null) found.ids.set(place.upTo, id);
      }
      count += records.length;
      found.tooMuch = count > MOST_RECORDS;
      if (left.size === 0 || found.tooMuch) finish();
      return { kind: 'on' };
    },
    onFailure: (reason) => fail(new Error(reason)),
  });
  const onAbort = (): void => fail(new Error('stopped'));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await reader.open();
    await finished;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await reader.close();
  }
  return found;
}

function idIn(value: Buffer | null): string | null {
  try {
    const { id } = JSON.parse(String(value)) as { id?: unknown };
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}

function lowest(positions: Iterable<number>): number {
  let least = Infinity;
  for (const position of positions) least = Math.min(least, position);
  return least;
}
