import { countingIds, sha256 } from '#libs/kernel';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import type { EventLog, LogBatch } from './event-log.js';

/** A log under test, fed by the appends to its store. */
export interface EventLogUnderTest {
  readonly store: EventStore;
  readonly log: EventLog;
  close(): Promise<void>;
}

/** What every adapter of the event log must hold, however long an event takes to it. Call inside a spec of the adapter. */
export function eventLogContract(adapter: string, open: () => Promise<EventLogUnderTest>): void {
  describe(`the event log on ${adapter}`, () => {
    let subject: EventLogUnderTest;
    const ids = countingIds();
    const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1);

    beforeEach(async () => {
      subject = await open();
    });
    afterEach(() => subject.close());

    /** One command: so many events in each of these streams. */
    const commit = async (streams: readonly string[], eventsEach: number): Promise<void> => {
      const outcome = await subject.store.append({
        command: { id: ids.next(), contentHash: sha256(streams.join()) },
        meta: { actor: 'spec' },
        streams: streams.map((stream) => ({
          stream,
          expected: 'any',
          events: Array.from({ length: eventsEach }, () => ({
            id: ids.next(),
            type: 'Counted',
            data: {},
            effectiveOn: null,
          })),
        })),
        result: null,
      });
      expect(outcome.kind).toBe('appended');
    };
    /** So many commands of one event each. */
    const append = async (stream: string, commits = 1): Promise<void> => {
      for (let n = 0; n < commits; n++) await commit([stream], 1);
    };

    /** A consumer that remembers, and tells when it has seen so many events. */
    const recorder = (name: string, after = 0, batchSize?: number) => {
      const batches: LogBatch[] = [];
      let check: () => void = () => undefined;
      return {
        batches,
        events: (): RecordedEvent[] => batches.flatMap((batch) => batch.events),
        consumer: {
          name,
          after,
          ...(batchSize === undefined ? {} : { batchSize }),
          handle: (batch: LogBatch): Promise<void> => {
            batches.push(batch);
            check();
            return Promise.resolve();
          },
        },
        sees: (count: number): Promise<void> =>
          new Promise((resolve) => {
            check = () => {
              if (batches.reduce((sum, batch) => sum + batch.events.length, 0) >= count) resolve();
            };
            check();
          }),
      };
    };

    it('delivers what was there before and everything that is appended meanwhile, each stream in its order', async () => {
      await append('before', 25);
      const seen = recorder('reader', 0, 7);
      const subscription = await subject.log.subscribe(seen.consumer);
      const streams = ['a', 'b', 'c', 'd'];
      await Promise.all(
        streams.map(async (stream) => {
          for (let n = 0; n < 40; n++) await commit([stream], 1 + (n % 3));
        }),
      );
      const total = (await subject.store.head()).position;
      await seen.sees(total);
      await subscription.stop();

      expect(new Set(seen.events().map((event) => event.position)).size).toBe(total);
      for (const stream of ['before', ...streams]) {
        const versions = seen
          .events()
          .filter((event) => event.stream === stream)
          .map((event) => event.version);
        expect(versions).toEqual(versions.map((_, index) => index + 1));
      }
    });

    it('keeps the watermark true: all up to it was delivered, and it never runs back', async () => {
      const seen = recorder('reader', 0, 5);
      const subscription = await subject.log.subscribe(seen.consumer);
      await Promise.all(['a', 'b', 'c'].map((stream) => append(stream, 9)));
      await seen.sees(27);
      await subscription.stop();

      const delivered = new Set<number>();
      let before = 0;
      for (const batch of seen.batches) {
        for (const event of batch.events) delivered.add(event.position);
        expect(batch.watermark).toBeGreaterThanOrEqual(before);
        for (let position = 1; position <= batch.watermark; position++) expect(delivered).toContain(position);
        before = batch.watermark;
      }
      expect(before).toBe(27);
    });

    it('goes on after the position that a consumer names', async () => {
      await append('a', 10);
      const seen = recorder('reader', 6);
      const subscription = await subject.log.subscribe(seen.consumer);
      await append('a', 2);
      await seen.sees(6);
      await subscription.stop();
      expect(seen.events().map((event) => event.position)).toEqual([7, 8, 9, 10, 11, 12]);
    });

    it('hands over at most as many events at once as the consumer asks for', async () => {
      await append('a', 10);
      const seen = recorder('reader', 0, 4);
      const subscription = await subject.log.subscribe(seen.consumer);
      await seen.sees(10);
      await subscription.stop();
      for (const batch of seen.batches) expect(batch.events.length).toBeLessThanOrEqual(4);
    });

    it('hands over whole commits, over several streams and larger than a batch too, and marks the end of one', async () => {
      const sizes = [1, 2, 3, 5, 1, 4, 2, 2, 1];
      const seen = recorder('reader', 0, 3);
      for (const size of sizes.slice(0, 5)) await commit(['a', 'b'], size);
      const subscription = await subject.log.subscribe(seen.consumer);
      for (const size of sizes.slice(5)) await commit(['b', 'c', 'a'], size);
      await seen.sees(2 * 12 + 3 * 9);
      await subscription.stop();

      for (const { events, watermark } of seen.batches) {
        const commits = new Map(events.map(({ meta }) => [meta.commit, meta.commitSize]));
        if (commits.size > 1) expect(events.length).toBeLessThanOrEqual(3);
        const expected = [...commits].flatMap(([first, size]) => Array.from({ length: size }, (_, n) => first + n));
        expect(events.map(({ position }) => position)).toEqual(expected);
        expect(watermark).toBe(expected.at(-1));
      }
      expect(seen.events().map(({ position }) => position)).toEqual(upTo(51));
    });

    it('gives who resumes in the middle of a commit the rest of it at once, and whole commits after that', async () => {
      await commit(['a', 'b'], 3);
      await commit(['b', 'a'], 2);
      await append('a', 1);
      const seen = recorder('reader', 2, 3);
      const subscription = await subject.log.subscribe(seen.consumer);
      await seen.sees(9);
      await subscription.stop();
      expect(seen.events().map(({ position }) => position)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
      expect(seen.batches.map(({ watermark }) => watermark)).toEqual([6, 10, 11]);
    });

    it('stops at a batch whose handler fails, says so, and delivers it again to whoever resumes', async () => {
      await append('a', 9);
      const failing = recorder('reader', 0, 3);
      const subscription = await subject.log.subscribe({
        ...failing.consumer,
        handle: async (batch) => {
          if (failing.batches.length === 1) throw new Error('the projector crashed');
          await failing.consumer.handle(batch);
        },
      });
      await expect(subscription.done).rejects.toThrow('the projector crashed');
      const after = failing.batches[0]?.watermark ?? 0;
      expect(after).toBeGreaterThan(0);
      expect(failing.events().map((event) => event.position)).toEqual(upTo(after));

      const resumed = recorder('reader', after, 3);
      const again = await subject.log.subscribe(resumed.consumer);
      await resumed.sees(9 - after);
      await again.stop();
      expect(resumed.events().map((event) => event.position)).toEqual(upTo(9).slice(after));
    });

    it('gives every consumer its own pace: one that hangs or fails holds nobody up', async () => {
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const slow = await subject.log.subscribe({ name: 'slow', after: 0, handle: () => held });
      const broken = await subject.log.subscribe({
        name: 'broken',
        after: 0,
        handle: () => Promise.reject(new Error('broken')),
      });
      const failed = expect(broken.done).rejects.toThrow('broken');
      const seen = recorder('quick');
      const quick = await subject.log.subscribe(seen.consumer);
      await append('a', 5);
      await append('b', 5);
      await seen.sees(10);
      await failed;
      release();
      await Promise.all([slow.stop(), quick.stop()]);
      expect(seen.events()).toHaveLength(10);
    });

    it('finishes the batch in hand when stopped, and delivers nothing after that', async () => {
      await append('a', 6);
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      let begun: (watermark: number) => void = () => undefined;
      const inHand = new Promise<number>((resolve) => (begun = resolve));
      const finished: number[] = [];
      const subscription = await subject.log.subscribe({
        name: 'reader',
        after: 0,
        batchSize: 2,
        handle: async ({ watermark }) => {
          begun(watermark);
          await held;
          finished.push(watermark);
        },
      });
      const first = await inHand;
      const stopped = subscription.stop();
      expect(finished).toEqual([]);
      release();
      await stopped;
      await subscription.done;
      await append('a', 4);
      expect(finished).toEqual([first]);
    });

    it('stops every subscription when it is closed, and takes no new ones', async () => {
      const seen = recorder('reader');
      const subscription = await subject.log.subscribe(seen.consumer);
      await append('a', 1);
      await seen.sees(1);
      await subject.log.close();
      await subscription.done;
      await append('a', 1);
      expect(seen.events()).toHaveLength(1);
      await expect(subject.log.subscribe(recorder('late').consumer)).rejects.toThrow('closed');
    });
  });
}
