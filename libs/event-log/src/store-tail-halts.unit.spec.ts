import { z } from 'zod';
import { CatalogueEventStore, EventCatalogue } from '#libs/event-catalogue';
import type { EventStore } from '#libs/event-store';
import type { LogBatch } from './event-log.js';
import { StoreTailEventLog } from './store-tail.js';
import { append, storeWith } from './testing/tampered-store.js';

/** Follows a store until its end, and remembers the watermarks that came. */
async function follow(
  store: EventStore,
  batchSize: number,
): Promise<{ readonly done: Promise<void>; readonly watermarks: readonly number[] }> {
  const watermarks: number[] = [];
  const handle = ({ watermark }: LogBatch): Promise<void> => Promise.resolve(void watermarks.push(watermark));
  const { done } = await new StoreTailEventLog(store, { batchSize }).subscribe({ name: 'reader', after: 0, handle });
  return { done, watermarks };
}

describe("the store's tail", () => {
  it.each([
    ['in the next batch', 2, [2]],
    ['in the same batch', 10, [2]],
    ['right where it begins', 2, []],
  ])('halts at a hole in the positions, %s, after all that is before it', async (_, batchSize, delivered) => {
    const store = await storeWith(5);
    const lost = delivered.length === 0 ? 1 : 3;
    store.tamper = (events) => events.filter((event) => event.position !== lost);
    const { done, watermarks } = await follow(store, batchSize);
    await expect(done).rejects.toMatchObject({ name: 'LogHalted', after: lost - 1, code: 'EVENT_MISSING' });
    await expect(done).rejects.toThrow(`skips from position ${lost - 1} to ${lost + 1}`);
    expect(watermarks).toEqual(delivered);
  });

  it('halts before a commit of which an event is lost, not in the middle of it', async () => {
    const store = await storeWith(2);
    await append(store, 1, 4);
    await append(store, 1);
    store.tamper = (events) => events.filter((event) => event.position !== 5);
    const { done, watermarks } = await follow(store, 10);
    await expect(done).rejects.toMatchObject({ name: 'LogHalted', after: 2 });
    expect(watermarks).toEqual([2]);
  });

  it.each([2, 3, 10])('halts at a commit of which the store has lost the end, in batches of %i', async (batchSize) => {
    const store = await storeWith(2);
    await append(store, 1, 4);
    store.tamper = (events) => events.filter((event) => event.position < 6);
    const { done, watermarks } = await follow(store, batchSize);
    await expect(done).rejects.toMatchObject({ name: 'LogHalted', after: 2, code: 'EVENT_MISSING' });
    await expect(done).rejects.toThrow('the commit at position 3 ends at 5 in the store, of 4 events');
    expect(watermarks).toEqual([2]);
  });

  it.each([2, 3, 10])('halts before an event that a newer program wrote, in batches of %i', async (batchSize) => {
    const counted = {
      name: 'Counted',
      type: 'nl.bovenlokaal.spec.counted',
      version: 1,
      summary: '',
      schema: z.object({}),
    };
    const catalogue = new EventCatalogue([counted]);
    const raw = await storeWith(3);
    await append(raw, 1, 2, ['Counted', 'Foretold']);
    const { done, watermarks } = await follow(new CatalogueEventStore(raw, catalogue), batchSize);
    await expect(done).rejects.toMatchObject({ name: 'LogHalted', after: 3, code: 'EVENT_TYPE_UNKNOWN' });
    await expect(done).rejects.toThrow('event 5 is a Foretold');
    expect(watermarks.at(-1)).toBe(3);

    const newer = new EventCatalogue([counted, { ...counted, name: 'Foretold', type: 'nl.bovenlokaal.spec.foretold' }]);
    const seen = new Promise<number>((resolve) => {
      const log = new StoreTailEventLog(new CatalogueEventStore(raw, newer));
      void log.subscribe({ name: 'reader', after: 3, handle: ({ watermark }) => Promise.resolve(resolve(watermark)) });
    });
    expect(await seen).toBe(5);
  });
});
