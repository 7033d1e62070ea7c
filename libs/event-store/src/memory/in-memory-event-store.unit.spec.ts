import { instantOrThrow, manualClock, type Instant, type JsonObject, type JsonValue } from '#libs/kernel';
import type { RecordedEvent } from '../event-store.js';
import { eventStoreContract } from '../testing/event-store.contract.js';
import { command, event, to, type StoreUnderTest } from '../testing/store-under-test.js';
import { InMemoryEventStore } from './in-memory-event-store.js';

/** Gives a test the storage itself. */
class OpenToTampering extends InMemoryEventStore {
  change(position: number, changed: Partial<RecordedEvent>): void {
    const row = this.log[position - 1];
    if (row) row.event = { ...row.event, ...changed };
  }

  changeResult(commandId: string, result: JsonValue): void {
    for (const [key, row] of this.commands)
      if (key.includes(`"${commandId}"`)) this.commands.set(key, { ...row, result });
  }

  remove(position: number): void {
    this.log.splice(position - 1, 1);
  }

  swap(a: number, b: number): void {
    const [one, other] = [this.log[a - 1], this.log[b - 1]];
    if (!one || !other) return;
    this.log[a - 1] = { ...other, event: { ...other.event, position: a } };
    this.log[b - 1] = { ...one, event: { ...one.event, position: b } };
  }
}

function open(): Promise<StoreUnderTest> {
  const clock = manualClock('2023-10-26T12:00:00Z');
  const store = new OpenToTampering({ clock });
  return Promise.resolve({
    store,
    clockTo: (instant) => clock.set(instant),
    tamper: {
      changeData: (position, data: JsonObject) => store.change(position, { data }),
      changeRecordedAt: (position, instant) =>
        store.change(position, { recordedAt: instantOrThrow(instant) satisfies Instant }),
      changeResult: (id, result) => store.changeResult(id, result),
      remove: (position) => store.remove(position),
      swap: (a, b) => store.swap(a, b),
    },
    close: () => store.close(),
  });
}

eventStoreContract('in memory', open);

describe('event store in memory', () => {
  it('hands out events that nobody can change', async () => {
    const store = new InMemoryEventStore();
    await store.append(command([{ stream: 'a', expected: 0, events: [event({ list: [1] })] }]));
    const [kept] = await store.readLog(0, 1);
    expect(() => Object.assign(kept?.data['list'] as JsonValue[], { 0: 2 })).toThrow(TypeError);
    expect(() => Object.assign(kept ?? {}, { type: 'Other' })).toThrow(TypeError);
  });
});

describe('a fork of a store in memory', () => {
  it('goes on from the same log, and neither sees what happens to the other', async () => {
    const clock = manualClock('2023-10-26T12:00:00Z');
    const store = new InMemoryEventStore({ clock });
    const told = (id: string, stream: string) => command([to(stream, 'any', event())], { id, result: { id } });
    await store.append(told('1', 'a'));
    const fork = store.fork();
    await store.append(told('2', 'a'));
    await fork.append(told('3', 'b'));
    await fork.append(told('4', 'a'));
    expect((await store.readLog(0, 10)).map(({ stream, version }) => `${stream} ${version}`)).toEqual(['a 1', 'a 2']);
    expect((await fork.readLog(0, 10)).map(({ stream, version }) => `${stream} ${version}`)).toEqual([
      'a 1',
      'b 1',
      'a 2',
    ]);
    expect(await fork.append(told('1', 'a'))).toMatchObject({ kind: 'repeated', position: 1, result: { id: '1' } });
    expect(await fork.findCommand('demo:coordinator', '2')).toBeNull();
    for (const one of [store, fork]) expect(await one.verify()).toMatchObject({ ok: true });
  });
});
