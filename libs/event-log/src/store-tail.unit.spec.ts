import { InMemoryEventStore, type RecordedEvent } from '#libs/event-store';
import { eventLogContract } from './event-log.contract.js';
import type { LogBatch } from './event-log.js';
import { StoreTailEventLog } from './store-tail.js';
import { append, storeWith } from './testing/tampered-store.js';

eventLogContract("the store's tail, in memory", () => {
  const store = new InMemoryEventStore();
  const log = new StoreTailEventLog(store);
  return Promise.resolve({ store, log, close: () => log.close() });
});

describe("the store's tail", () => {
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

  it('delivers at once what comes after a silence, keeps its pace after that, and stops while it does', async () => {
    const store = await storeWith(1);
    const log = new StoreTailEventLog(store);
    const { positions, consumer, gets } = reader('reader');
    const subscription = await log.subscribe({ ...consumer, pace: 3_600_000 });
    await gets(1);
    await append(store, 1);
    await gets(2);
    await append(store, 2);
    await subscription.stop();
    expect(positions).toEqual([1, 2]);
    await log.close();
  });

  it('keeps its pace when more comes while it works', async () => {
    const store = await storeWith(1);
    const log = new StoreTailEventLog(store);
    const { positions, consumer, gets } = reader('reader');
    const subscription = await log.subscribe({
      ...consumer,
      pace: 3_600_000,
      handle: async (batch) => {
        if (batch.watermark === 2) await append(store, 2);
        await consumer.handle(batch);
      },
    });
    await gets(1);
    await append(store, 1);
    await gets(2);
    for (let turn = 0; turn < 10; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
    await subscription.stop();
    expect(positions).toEqual([1, 2]);
    await log.close();
  });

  it.each([
    ['three times as long as a batch took', 20, 60],
    ['but never long: what was slow once is not waited out', 60_000, 200],
  ])('rests %s', async (_, took, rest) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const store = await storeWith(1);
      const log = new StoreTailEventLog(store);
      const { positions, consumer } = reader('reader');
      await log.subscribe({
        ...consumer,
        pace: 1,
        handle: async (batch) => {
          await consumer.handle(batch);
          if (batch.watermark === 2) await new Promise((resolve) => setTimeout(resolve, took));
        },
      });
      await vi.advanceTimersByTimeAsync(10);
      await append(store, 1);
      await vi.advanceTimersByTimeAsync(1);
      await append(store, 1); // While it works.
      await vi.advanceTimersByTimeAsync(took + rest - 5);
      expect(positions).toEqual([1, 2]);
      await vi.advanceTimersByTimeAsync(10);
      expect(positions).toEqual([1, 2, 3]);
      await log.close();
    } finally {
      vi.useRealTimers();
    }
  });

  it('reads on, whatever the pace, where a whole batch waits', async () => {
    const log = new StoreTailEventLog(await storeWith(9), { batchSize: 3 });
    const { consumer, gets } = reader('reader');
    await log.subscribe({ ...consumer, pace: 3_600_000 });
    await gets(9);
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

/** A store whose answers to readers are held back until they are let through, each as it was when it was asked for. */
class HeldStore extends InMemoryEventStore {
  readonly asked: number[] = [];
  /** So many answers are errors. */
  failures = 0;
  private readonly held: (() => void)[] = [];
  private open = false;

  override async readLog(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    this.asked.push(after);
    const events = await super.readLog(after, limit);
    if (!this.open) await new Promise<void>((resolve) => this.held.push(resolve));
    if (this.failures-- > 0) throw new Error('connection lost');
    return events;
  }

  letThrough(): void {
    this.open = true;
    for (const release of this.held.splice(0)) release();
  }
}

/** A consumer that remembers the positions it got, and tells when it has got this one. */
function reader(name: string, batchSize?: number) {
  const positions: number[] = [];
  let check: () => void = () => undefined;
  return {
    positions,
    consumer: {
      name,
      after: 0,
      ...(batchSize === undefined ? {} : { batchSize }),
      handle: ({ events }: LogBatch): Promise<void> => {
        positions.push(...events.map((event) => event.position));
        check();
        return Promise.resolve();
      },
    },
    gets: (position: number): Promise<void> =>
      new Promise((resolve) => {
        check = () => {
          if (positions.includes(position)) resolve();
        };
        check();
      }),
  };
}

describe('consumers that share a read of the store', () => {
  const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1);
  let store: HeldStore;
  let log: StoreTailEventLog;
  let retries: string[];
  beforeEach(() => {
    store = new HeldStore();
    retries = [];
    log = new StoreTailEventLog(store, { onRetry: (consumer) => void retries.push(consumer) });
  });
  afterEach(() => {
    store.letThrough();
    return log.close();
  });

  it('each get every event in order, from one trip', async () => {
    await append(store, 3);
    const [one, other] = [reader('one'), reader('other')];
    await Promise.all([log.subscribe(one.consumer), log.subscribe(other.consumer)]);
    expect(store.asked).toEqual([0]);
    store.letThrough();
    await Promise.all([one.gets(3), other.gets(3)]);
    await append(store, 4);
    await Promise.all([one.gets(7), other.gets(7)]);
    expect(one.positions).toEqual(upTo(7));
    expect(other.positions).toEqual(upTo(7));
  });

  it('each get every event in order, also when one is slow', async () => {
    await append(store, 6);
    const [slow, quick] = [reader('slow', 2), reader('quick', 2)];
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await Promise.all([
      log.subscribe({ ...slow.consumer, handle: (batch) => held.then(() => slow.consumer.handle(batch)) }),
      log.subscribe(quick.consumer),
    ]);
    expect(store.asked).toEqual([0]);
    store.letThrough();
    await quick.gets(6);
    await append(store, 3);
    await quick.gets(9);
    expect(slow.positions).toEqual([]);
    goOn();
    await slow.gets(9);
    await append(store, 1);
    await Promise.all([slow.gets(10), quick.gets(10)]);
    expect(slow.positions).toEqual(upTo(10));
    expect(quick.positions).toEqual(upTo(10));
  });

  it('go on where one of them stops while the read is under way', async () => {
    await append(store, 3);
    const [leaving, staying] = [reader('leaving'), reader('staying')];
    const [subscription] = await Promise.all([log.subscribe(leaving.consumer), log.subscribe(staying.consumer)]);
    expect(store.asked).toEqual([0]);
    const stopped = subscription.stop();
    store.letThrough();
    await stopped;
    await staying.gets(3);
    await append(store, 2);
    await staying.gets(5);
    expect(staying.positions).toEqual(upTo(5));
    expect(leaving.positions).toEqual([]);
  });

  it('each try again when the read is rejected, and lose nothing', async () => {
    await append(store, 3);
    store.failures = 1;
    const [one, other] = [reader('one'), reader('other')];
    await Promise.all([log.subscribe(one.consumer), log.subscribe(other.consumer)]);
    expect(store.asked).toEqual([0]);
    store.letThrough();
    await Promise.all([one.gets(3), other.gets(3)]);
    expect(retries).toEqual(['one', 'other']);
    store.failures = 1; // No signal comes after this one: a rejected answer that was kept would be the answer for ever.
    await append(store, 1);
    await Promise.all([one.gets(4), other.gets(4)]);
    expect(one.positions).toEqual(upTo(4));
    expect(other.positions).toEqual(upTo(4));
  });

  it('do not share one that began before an event which they were to see', async () => {
    const early = reader('early');
    await log.subscribe(early.consumer);
    await append(store, 1);
    const late = reader('late');
    await log.subscribe(late.consumer);
    expect(store.asked).toEqual([0, 0]);
    store.letThrough();
    await Promise.all([early.gets(1), late.gets(1)]);
    expect(early.positions).toEqual([1]);
    expect(late.positions).toEqual([1]);
  });
});
