import { EventIdReused, InvalidAppend, TextNotStorable } from '../errors.js';
import type { AppendRequest, EventStore, NewEvent, StreamAppend } from '../event-store.js';
import { GENESIS } from '../hash-chain.js';
import { anyHistoryHolds } from './histories.contract.js';
import { onlyWhatTheLogCarries } from './log-limits.contract.js';
import { command, event, to, type StoreUnderTest } from './store-under-test.js';

/** What every event store must do, whatever it is made of. */
export function eventStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`event store: ${name}`, () => {
    let opened: StoreUnderTest;
    let store: EventStore;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(async () => opened.close());

    const log = async (): Promise<string[]> =>
      (await store.readLog(0, 10_000)).map((e) => `${e.position} ${e.stream} ${e.version}`);

    describe('an append', () => {
      it('is empty at first, and its chain begins with zeros', async () => {
        expect(await store.head()).toEqual({ position: 0, hash: GENESIS.toString('hex') });
        expect(await store.readLog(0, 10)).toEqual([]);
        expect(await store.verify()).toMatchObject({ ok: true, events: 0 });
      });

      it('keeps everything it was given, and gives it back', async () => {
        const given = event({ persons: 4, note: 'Zeist: “ë” €\n\\u0000', nested: { list: [1.5, null, true, {}] } });
        const request: AppendRequest = {
          ...command([to('a', 0, given)], { id: 'the-command', result: { created: 'a' } }),
          meta: { actor: 'local:1000', correlationId: 'c', causationId: 'd', traceparent: 'e' },
        };
        expect(await store.append(request)).toEqual({ kind: 'appended', position: 1, result: { created: 'a' } });
        const [kept] = await store.readLog(0, 10);
        expect(kept).toEqual({
          ...given,
          position: 1,
          stream: 'a',
          version: 1,
          meta: { ...request.meta, commandId: 'the-command', commit: 1, commitSize: 1 },
          recordedAt: kept?.recordedAt,
        });
        expect(kept?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(await store.readStream('a')).toEqual([kept]);
      });

      it('keeps an event that has no date in the world', async () => {
        await store.append(command([to('a', 0, { ...event(), effectiveOn: null })]));
        expect((await store.readStream('a'))[0]?.effectiveOn).toBeNull();
      });

      it('covers several streams in one commit, which a reader can see whole', async () => {
        await store.append(command([to('a', 'any', event())]));
        await store.append(command([to('a', 1, event(), event()), to('b', 0, event())]));
        expect(await log()).toEqual(['1 a 1', '2 a 2', '3 a 3', '4 b 1']);
        const metas = (await store.readLog(1, 10)).map(({ meta }) => [meta.commit, meta.commitSize]);
        expect(metas).toEqual([
          [2, 3],
          [2, 3],
          [2, 3],
        ]);
      });

      it('is refused as a whole when one of its streams has moved on', async () => {
        await store.append(command([to('b', 0, event())]));
        const outcome = await store.append(command([to('a', 0, event()), to('b', 0, event()), to('c', 7, event())]));
        expect(outcome).toEqual({ kind: 'version-conflict', stream: 'b', expected: 0, actual: 1 });
        expect(await log()).toEqual(['1 b 1']);
      });

      it('can depend on a stream to which it adds nothing', async () => {
        await store.append(command([to('policy', 0, event())]));
        expect((await store.append(command([to('policy', 1), to('a', 0, event())]))).kind).toBe('appended');
        expect(await store.append(command([to('policy', 0), to('a', 1, event())]))).toMatchObject({
          kind: 'version-conflict',
          stream: 'policy',
        });
      });

      it('never spoils its neighbours when it is refused or wrong', async () => {
        await store.append(command([to('taken', 0, event())], { id: 'known' }));
        const used = (await store.readStream('taken'))[0]?.id ?? '';
        const outcomes = await Promise.allSettled([
          store.append(command([to('a', 0, event())])),
          store.append(command([to('taken', 0, event())])),
          store.append(command([to('b', 0, event())])),
          store.append(command([to('c', 0, { ...event(), id: used })])),
          store.append(command([to('d', 0, event())], { id: 'known', content: 'other' })),
          store.append(command([to('e', 0, event({ text: 'nul \0' }))])),
          store.append(command([to('f', 0, event())])),
        ]);
        expect(
          outcomes.map((o) => (o.status === 'fulfilled' ? o.value.kind : (o.reason as Error).constructor)),
        ).toEqual([
          'appended',
          'version-conflict',
          'appended',
          EventIdReused,
          'command-reused',
          TextNotStorable,
          'appended',
        ]);
        expect(await log()).toEqual(['1 taken 1', '2 a 1', '3 b 1', '4 f 1']);
        expect(await store.verify()).toMatchObject({ ok: true, events: 4 });
      });

      it('lets the first of two with the same event id through, also when they come together', async () => {
        const same = event();
        const outcomes = await Promise.allSettled([
          store.append(command([to('a', 0, same)])),
          store.append(command([to('b', 0, same)])),
        ]);
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
        expect(await log()).toEqual(['1 a 1']);
      });

      it('takes text of any kind but NUL and half a surrogate pair, and says where that stands', async () => {
        const path = async (...events: NewEvent[]): Promise<unknown> =>
          store.append(command([to('a', 'any', ...events)])).then(
            () => undefined,
            (e: unknown) => (e as TextNotStorable).path,
          );
        expect(await path(event({ reasons: ['fine', 'half \ud800'] }))).toEqual([
          'events',
          '0',
          'data',
          'reasons',
          '1',
        ]);
        expect(await path(event(), event({ ['\0']: 1 }))).toEqual(['events', '1', 'data']);
        expect(await path(event({ text: '\u0001 \u2028 😀 \\u0000' }))).toBeUndefined();
        expect((await store.readLog(0, 1))[0]?.data).toEqual({ text: '\u0001 \u2028 😀 \\u0000' });
        expect(await store.verify()).toMatchObject({ ok: true, events: 1 });
      });

      it('throws on what only a bug can ask', async () => {
        const wrong: StreamAppend[][] = [
          [],
          [to('a', 0)],
          [to('', 0, event())],
          [to('a', -1, event())],
          [to('a', 0, event()), to('a', 1, event())],
          [to('a', 0, { ...event(), id: 'x' })],
          [to('a', 0, { ...event(), type: '' })],
        ];
        for (const streams of wrong) await expect(store.append(command(streams))).rejects.toThrow(InvalidAppend);
        expect((await store.head()).position).toBe(0);
      });

      onlyWhatTheLogCarries(() => store);
    });

    describe('a command', () => {
      it('has one effect however often it comes, and always the same answer', async () => {
        const request = command([to('a', 'any', event())], { id: 'k', result: { answer: 42 } });
        const again = { ...request, streams: [to('a', 'any', event())], result: { answer: 43 } };
        await store.append(request);
        await store.append(command([to('b', 0, event())]));
        expect(await store.append(again)).toEqual({ kind: 'repeated', position: 1, result: { answer: 42 } });
        expect(await log()).toEqual(['1 a 1', '2 b 1']);
      });

      it('has one effect when it comes many times at once', async () => {
        const request = command([to('a', 'any', event())]);
        const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.append(request)));
        expect(outcomes.map((o) => o.kind).sort()).toEqual(['appended', ...Array<string>(19).fill('repeated')]);
        expect(await log()).toEqual(['1 a 1']);
      });

      it('is refused when its id was used for other content', async () => {
        await store.append(command([to('a', 0, event())], { id: 'k', content: 'one' }));
        const other = command([to('b', 0, event())], { id: 'k', content: 'two' });
        expect(await store.append(other)).toEqual({ kind: 'command-reused' });
      });

      it('belongs to its actor: another may use the same id', async () => {
        await store.append(command([to('a', 0, event())], { id: 'k', actor: 'one' }));
        const other = command([to('b', 0, event())], { id: 'k', actor: 'two', content: 'other' });
        expect(await store.append(other)).toMatchObject({ kind: 'appended', position: 2 });
      });

      it('that was refused is not remembered', async () => {
        await store.append(command([to('a', 3, event())], { id: 'k' }));
        expect(await store.findCommand('demo:coordinator', 'k')).toBeNull();
        expect((await store.append(command([to('a', 0, event())], { id: 'k' }))).kind).toBe('appended');
      });

      it('can be found with its answer', async () => {
        await store.append(command([to('a', 0, event(), event())], { id: 'k', result: ['x'] }));
        expect(await store.findCommand('demo:coordinator', 'k')).toMatchObject({
          contentHash: 'content',
          position: 2,
          result: ['x'],
        });
        expect(await store.findCommand('demo:coordinator', 'l')).toBeNull();
      });
    });

    describe('reading', () => {
      beforeEach(async () => {
        for (const stream of ['a', 'b', 'a', 'c', 'b']) await store.append(command([to(stream, 'any', event())]));
      });

      it('gives one stream after a version', async () => {
        expect((await store.readStream('a')).map((e) => e.position)).toEqual([1, 3]);
        expect((await store.readStream('a', 1)).map((e) => e.position)).toEqual([3]);
        expect(await store.readStream('nobody')).toEqual([]);
      });

      it('gives several streams in order of position', async () => {
        expect((await store.readStreams(['b', 'nobody', 'a', 'b'])).map((e) => e.position)).toEqual([1, 2, 3, 5]);
        expect(await store.readStreams([])).toEqual([]);
      });

      it('gives the log in batches', async () => {
        expect((await store.readLog(0, 2)).map((e) => e.position)).toEqual([1, 2]);
        expect((await store.readLog(4, 2)).map((e) => e.position)).toEqual([5]);
        expect(await store.readLog(5, 2)).toEqual([]);
      });
    });

    it('records moments that never run back, also when the clock does', async () => {
      opened.clockTo('2040-01-01T00:00:00.000Z');
      await store.append(command([to('a', 'any', event())]));
      opened.clockTo('2030-01-01T00:00:00.000Z');
      await store.append(command([to('a', 'any', event())]));
      expect((await store.readLog(0, 2)).map((e) => e.recordedAt)).toEqual([
        '2040-01-01T00:00:00.000Z',
        '2040-01-01T00:00:00.000Z',
      ]);
      expect(await store.verify()).toMatchObject({ ok: true, events: 2 });
    });

    describe('the signal', () => {
      it('tells of every append until it is no longer asked', async () => {
        const seen: number[] = [];
        const reached = (position: number): Promise<void> =>
          new Promise((resolve) => {
            const stop = store.onAppended((at) => {
              if (at < position) return;
              stop();
              resolve();
            });
          });
        const stop = store.onAppended((position) => seen.push(position));
        await store.append(command([to('a', 'any', event())]));
        await reached(1);
        expect(seen.at(-1)).toBe(1);
        stop();
        await store.append(command([to('a', 'any', event())]));
        await reached(2);
        expect(seen.at(-1)).toBe(1);
      });
    });

    describe('verify', () => {
      beforeEach(async () => {
        for (let n = 1; n <= 3; n++) {
          await store.append(
            command([to('a', 'any', event({ n }), event({ n })), to('b', 'any', event({ n }))], { id: `k${n}` }),
          );
        }
      });

      it('holds for an untouched log, and ends at its head', async () => {
        expect(await store.verify()).toEqual({ ok: true, events: 9, head: await store.head() });
      });

      it('finds changed content', async () => {
        await opened.tamper.changeData(4, { n: 7 });
        expect(await store.verify()).toMatchObject({ ok: false, position: 4 });
      });

      it('finds a changed moment of recording', async () => {
        await opened.tamper.changeRecordedAt(9, '2039-01-01T00:00:00.000Z');
        expect(await store.verify()).toMatchObject({ ok: false, position: 9 });
      });

      it('finds a changed answer to a command', async () => {
        await opened.tamper.changeResult('k2', { changed: true });
        expect(await store.verify()).toMatchObject({ ok: false, position: 4 });
      });

      it.each([1, 5, 9])('finds that event %i was removed', async (position) => {
        await opened.tamper.remove(position);
        expect(await store.verify()).toMatchObject({ ok: false, position });
      });

      it('finds events that changed places', async () => {
        await opened.tamper.swap(4, 5);
        expect(await store.verify()).toMatchObject({ ok: false, position: 4 });
      });

      it('finds that the chain is not the one whose head was published', async () => {
        const { hash } = await store.head();
        expect(await store.verify(undefined, { position: 9, hash })).toMatchObject({ ok: true });
        expect(await store.verify(undefined, { position: 8, hash })).toMatchObject({ ok: false, position: 8 });
        expect(await store.verify(undefined, { position: 10, hash })).toMatchObject({ ok: false });
      });
    });

    anyHistoryHolds(open);
  });
}
