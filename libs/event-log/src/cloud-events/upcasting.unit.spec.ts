import { CatalogueEventStore, EventCatalogue, type EventDefinition } from '#libs/event-catalogue';
import { InMemoryEventStore } from '#libs/event-store';
import { countingIds, type JsonObject } from '#libs/kernel';
import { z } from 'zod';
import { cloudEventOf, type CloudEvent } from './cloud-event.js';
import { recordedEventOf } from './recorded-event.js';

const first: EventDefinition = {
  name: 'Counted',
  type: 'nl.bovenlokaal.spec.counted',
  version: 1,
  summary: 'Persons were counted.',
  schema: z.object({ number: z.string() }),
};
const second: EventDefinition = {
  ...first,
  version: 2,
  schema: z.object({ number: z.int() }),
  upcasts: { 1: ({ number }) => ({ number: Number(number) }) },
};
const third: EventDefinition = {
  ...first,
  version: 3,
  schema: z.object({ persons: z.int(), kind: z.string() }),
  upcasts: { ...second.upcasts, 2: ({ number = 0 }) => ({ persons: number, kind: 'regular' }) },
};

const source = 'urn:nld:oin:00000001823288444000:systeem:bovenlokaal';
const releases = [first, second, third].map((definition) => ({ source, catalogue: new EventCatalogue([definition]) }));
const written: readonly JsonObject[] = [{ number: '4' }, { number: 5 }, { persons: 6, kind: 'har' }];
const now = { source, catalogue: new EventCatalogue([third]) };
const asOfNow = [
  { type: 'Counted', position: 1, data: { persons: 4, kind: 'regular' } },
  { type: 'Counted', position: 2, data: { persons: 5, kind: 'regular' } },
  { type: 'Counted', position: 3, data: { persons: 6, kind: 'har' } },
];

/** One event by each of three releases of the software; each published its own, before the next release came. */
async function threeReleases(): Promise<{
  readonly store: InMemoryEventStore;
  readonly published: readonly CloudEvent[];
}> {
  const store = new InMemoryEventStore();
  const ids = countingIds();
  const published: CloudEvent[] = [];
  for (const [i, release] of releases.entries()) {
    const own = new CatalogueEventStore(store, release.catalogue);
    await own.append({
      command: { id: ids.next(), contentHash: '' },
      meta: { actor: 'demo:coordinator' },
      streams: [
        {
          stream: 'a',
          expected: i,
          events: [{ id: ids.next(), type: 'Counted', data: written[i] ?? {}, effectiveOn: null }],
        },
      ],
      result: null,
    });
    for (const event of await own.readLog(i, 1)) published.push(cloudEventOf(event, release));
  }
  return { store, published };
}

const read = (events: readonly CloudEvent[]): unknown[] =>
  events.map((event) => {
    const result = recordedEventOf(Buffer.from(JSON.stringify(event)), now);
    return result.ok ? result.event : result.fault;
  });

describe('events of three releases of the software', () => {
  it('stand on the topic in the version of their time, and are read as the current one', async () => {
    const { published } = await threeReleases();
    expect(published.map(({ type, data }) => [type, data.fact])).toEqual([
      ['nl.bovenlokaal.spec.counted.v1', written[0]],
      ['nl.bovenlokaal.spec.counted.v2', written[1]],
      ['nl.bovenlokaal.spec.counted.v3', written[2]],
    ]);
    expect(read(published)).toMatchObject(asOfNow);
  });

  it('are the same when the topic is filled again from the store, all in the current version', async () => {
    const { store, published } = await threeReleases();
    const again = await new CatalogueEventStore(store, now.catalogue).readLog(0, 10);
    const refilled = again.map((event) => cloudEventOf(event, now));
    expect(refilled.map(({ type }) => type)).toEqual(Array<string>(3).fill('nl.bovenlokaal.spec.counted.v3'));
    expect(read(refilled)).toEqual(read(published));
    expect(read(refilled)).toEqual(again);
  });

  it('halt software of before that meets a later version, rather than be skipped', async () => {
    const { published } = await threeReleases();
    const results = published.map((event) => recordedEventOf(Buffer.from(JSON.stringify(event)), releases[1] ?? now));
    expect(results).toMatchObject([
      { ok: true },
      { ok: true },
      { ok: false, fault: { code: 'EVENT_VERSION_UNKNOWN' } },
    ]);
  });
});
