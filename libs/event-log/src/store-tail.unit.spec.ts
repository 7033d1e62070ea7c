import { countingIds, sha256 } from '#libs/kernel';
import { InMemoryEventStore, type RecordedEvent } from '#libs/event-store';
import { eventLogContract } from './event-log.contract.js';
import { StoreTailEventLog } from './store-tail.js';

eventLogContract("the store's tail, in memory", () => {
  const store = new InMemoryEventStore();
  const log = new StoreTailEventLog(store);
  return Promise.resolve({ store, log, close: () => log.close() });
});

/** A store whose answers to a reader can be tampered with. */
class TamperedStore extends InMemoryEventStore {
  tamper: (events: readonly RecordedEvent[]) => readonly RecordedEvent[] = (events) => events;

  override async readLog(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.tamper(await super.readLog(after, limit));
  }
}

const ids = countingIds();

async function storeWith(events: number): Promise<TamperedStore> {
  const store = new TamperedStore();
  await append(store, events);
  return store;
}

async function append(store: InMemoryEventStore, events: number): Promise<void> {
  for (let n = 0; n < events; n++) {
    await store.append({
      command: { id: ids.next(), contentHash: sha256(`${n}`) },
      meta: { actor: 'spec' },
      streams: [
        { stream: 's', expected: 'any', events: [{ id: ids.next(), type: 'Counted', data: {}, effectiveOn: null }] },
      ],
      result: null,
    });
  }
}

describe("the store's tail", () => {
  it('halts at a hole in the positions instead of delivering what lies behind it', async () => {
    const store = await storeWith(5);
    store.tamper = (events) => events.filter((event) => event.position !== 3);
    const delivered: number[] = [];
    const log = new StoreTailEventLog(store, { batchSize: 2 });
    const subscription = await log.subscribe({
      name: 'reader',
      after: 0,
      handle: ({ watermark }) => Promise.resolve(void delivered.push(watermark)),
    });
    await expect(subscription.done).rejects.toThrow('skips from position 2 to 4');
    expect(delivered).toEqual([2]);
  });

  it('waits out a store that cannot be read for a moment, and loses nothing', async () => {
    const store = await storeWith(3);
    let failures = 2;
    store.tamper = (events) => {
      if (failures-- > 0) throw new Error('connection lost');
      return events;
    };
    const retries: string[] = [];
    const log = new StoreTailEventLog(store, { onRetry: (consumer) => void retries.push(consumer) });
    const seen = new Promise<readonly RecordedEvent[]>((resolve) => {
      void log.subscribe({ name: 'reader', after: 0, handle: ({ events }) => Promise.resolve(resolve(events)) });
    });
    expect((await seen).map((event) => event.position)).toEqual([1, 2, 3]);
    expect(retries).toEqual(['reader', 'reader']);
    await log.close();
  });

  it('delivers at once what comes after a silence, and stops while it keeps its pace', async () => {
    const store = await storeWith(1);
    const log = new StoreTailEventLog(store);
    const delivered: number[] = [];
    let arrived: () => void = () => undefined;
    const next = (): Promise<void> => new Promise((resolve) => (arrived = resolve));
    const first = next();
    const subscription = await log.subscribe({
      name: 'reader',
      after: 0,
      pace: 3_600_000,
      handle: ({ watermark }) => {
        delivered.push(watermark);
        arrived();
        return Promise.resolve();
      },
    });
    await first;
    const second = next();
    await append(store, 1);
    await second;
    await append(store, 2);
    await subscription.stop();
    expect(delivered).toEqual([1, 2]);
    await log.close();
  });

  it('stops while the store cannot be read', async () => {
    const store = await storeWith(1);
    const tried = new Promise<void>((resolve) => {
      store.tamper = () => {
        resolve();
        throw new Error('connection lost');
      };
    });
    const log = new StoreTailEventLog(store);
    const subscription = await log.subscribe({ name: 'reader', after: 0, handle: () => Promise.resolve() });
    await tried;
    await subscription.stop();
    await subscription.done;
  });
});
