import { InMemoryEventStore, InvalidAppend, type AppendRequest, type EventStore } from '#libs/event-store';
import { countingIds, type JsonObject } from '#libs/kernel';
import { CatalogueEventStore, UnknownStoredEvent } from './catalogue-event-store.js';
import { generations } from './testing/three-versions.js';

const ids = countingIds();

const toAppend = (type: string, data: JsonObject): AppendRequest => ({
  command: { id: ids.next(), contentHash: '' },
  meta: { actor: 'demo:coordinator' },
  streams: [{ stream: 'a', expected: 'any', events: [{ id: ids.next(), type, data, effectiveOn: null }] }],
  result: { counted: true },
});

describe('a store that keeps to the catalogue', () => {
  let raw: InMemoryEventStore;
  let stores: readonly [EventStore, EventStore, EventStore];

  beforeEach(() => {
    raw = new InMemoryEventStore();
    const [first, second, third] = generations;
    stores = [
      new CatalogueEventStore(raw, first),
      new CatalogueEventStore(raw, second),
      new CatalogueEventStore(raw, third),
    ];
  });

  /** One event by each of three releases of the software. */
  async function threeReleases(): Promise<void> {
    await stores[0].append(toAppend('Counted', { number: '4' }));
    await stores[1].append(toAppend('Counted', { number: 5 }));
    await stores[2].append(toAppend('Counted', { persons: 6, kind: 'har' }));
  }

  it('keeps each event under the name of the version that was current then', async () => {
    await threeReleases();
    expect((await raw.readLog(0, 10)).map(({ type, data }) => [type, data])).toEqual([
      ['Counted', { number: '4' }],
      ['Counted.v2', { number: 5 }],
      ['Counted.v3', { persons: 6, kind: 'har' }],
    ]);
  });

  it('reads every one of them as the version that is current now, however it is read', async () => {
    await threeReleases();
    const now = stores[2];
    const expected = [
      { type: 'Counted', version: 1, data: { persons: 4, kind: 'regular' } },
      { type: 'Counted', version: 2, data: { persons: 5, kind: 'regular' } },
      { type: 'Counted', version: 3, data: { persons: 6, kind: 'har' } },
    ];
    expect(await now.readLog(0, 10)).toMatchObject(expected);
    expect(await now.readStream('a')).toMatchObject(expected);
    expect(await now.readStream('a', 2)).toMatchObject(expected.slice(2));
    expect(await now.readStreams(['a', 'b'])).toMatchObject(expected);
    const { data: _, type: _type, ...rest } = (await raw.readLog(0, 1))[0] ?? {};
    expect((await now.readLog(0, 1))[0]).toMatchObject(rest);
  });

  it('hands on what is current as it stands', async () => {
    await stores[0].append(toAppend('Counted', { number: '4' }));
    expect((await stores[0].readLog(0, 1))[0]).toBe((await raw.readLog(0, 1))[0]);
  });

  it('has a chain over what is stored, which holds whatever is read', async () => {
    await threeReleases();
    const head = await raw.head();
    expect(await stores[2].head()).toEqual(head);
    expect(await stores[2].verify(undefined, head)).toEqual({ ok: true, head, events: 3 });
  });

  it('refuses to read past an event that newer software wrote', async () => {
    await threeReleases();
    await expect(stores[1].readLog(0, 10)).rejects.toThrow(UnknownStoredEvent);
    await expect(stores[1].readStream('a')).rejects.toThrow('event 3 is a Counted.v3');
    expect(await stores[1].readLog(0, 2)).toHaveLength(2);
  });

  it('refuses to write what is not in the catalogue or does not fit its schema, and stores nothing of it', async () => {
    for (const request of [
      toAppend('Forgotten', {}),
      toAppend('Counted.v3', { persons: 4, kind: 'har' }),
      toAppend('Counted', { number: 4 }),
      toAppend('Counted', { persons: -1, kind: 'har' }),
    ]) {
      await expect(stores[2].append(request)).rejects.toThrow(InvalidAppend);
    }
    expect((await raw.head()).position).toBe(0);
  });

  it('knows a command again, tells of what is new and closes as the store itself does', async () => {
    const [, , now] = stores;
    const heard: number[] = [];
    const leave = now.onAppended((position) => heard.push(position));
    const request = toAppend('Counted', { persons: 6, kind: 'har' });
    expect(await now.append(request)).toEqual({ kind: 'appended', position: 1, result: { counted: true } });
    expect(await now.append(request)).toMatchObject({ kind: 'repeated', position: 1 });
    expect(await now.findCommand('demo:coordinator', request.command.id)).toMatchObject({ position: 1 });
    expect(heard).toEqual([1]);
    leave();
    await now.append(toAppend('Counted', { persons: 7, kind: 'har' }));
    expect(heard).toEqual([1]);
    const again: number[] = [];
    now.onAppended((position) => again.push(position));
    await now.close();
    await raw.append(toAppend('Counted.v3', { persons: 8, kind: 'har' }));
    expect(again).toEqual([]);
  });
});
