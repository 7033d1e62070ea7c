import { countingIds, ok, refuse, refusal, type JsonValue } from '#libs/kernel';
import type { AppendOutcome, AppendRequest, NewEvent, RecordedEvent } from './event-store.js';
import { InMemoryEventStore } from './memory/in-memory-event-store.js';
import { MOST_EVENT_BYTES } from './prepared-append.js';
import { runCommand, type CommandSpec } from './run-command.js';

const ids = countingIds();
const recorded = (persons: number): NewEvent => ({
  id: ids.next(),
  type: 'Recorded',
  data: { persons },
  effectiveOn: null,
});

/** Adds persons to one stream, and answers the sum. */
const adding = (persons: number, changed: Partial<CommandSpec<JsonValue>> = {}): CommandSpec<JsonValue> => ({
  command: { id: ids.next(), content: { persons } },
  meta: { actor: 'demo:coordinator' },
  streams: ['a'],
  decide: (history) =>
    ok({
      append: [{ stream: 'a', events: [recorded(persons)] }],
      result: { sum: history.reduce((n, e) => n + Number(e.data['persons']), persons) },
    }),
  ...changed,
});

/** Another writer is quicker the first `times` times. */
class Contended extends InMemoryEventStore {
  constructor(private times: number) {
    super();
  }

  override async append(request: AppendRequest): Promise<AppendOutcome> {
    if (this.times-- > 0) {
      await super.append({
        command: { id: ids.next(), contentHash: '' },
        meta: { actor: 'other' },
        streams: [{ stream: 'a', expected: 'any', events: [recorded(100)] }],
        result: null,
      });
    }
    return super.append(request);
  }
}

describe('running a command', () => {
  it('decides on the history and answers where it stands', async () => {
    const store = new InMemoryEventStore();
    await runCommand(store, adding(4));
    expect(await runCommand(store, adding(3))).toEqual(ok({ position: 2, result: { sum: 7 }, repeated: false }));
  });

  it('decides on what stands there when a stream that was likely new is not, and reads nothing when it is', async () => {
    const store = new InMemoryEventStore();
    const reads: (readonly string[])[] = [];
    const readStreams = store.readStreams.bind(store);
    store.readStreams = (streams) => {
      reads.push(streams);
      return readStreams(streams);
    };
    expect(await runCommand(store, adding(4, { likelyNew: true }))).toMatchObject({ value: { result: { sum: 4 } } });
    expect(reads).toEqual([]);
    expect(await runCommand(store, adding(3, { likelyNew: true }))).toMatchObject({ value: { result: { sum: 7 } } });
    expect(reads).toEqual([['a']]);
    const needsHistory = adding(1, {
      likelyNew: true,
      decide: (history) =>
        history.length === 0 ? refuse('NOT_FOUND', 'niet gevonden') : ok({ append: [], result: history.length }),
    });
    expect(await runCommand(store, needsHistory)).toMatchObject({ value: { result: 2 } });
  });

  it('gives the answer of the first time when the same command comes again', async () => {
    const store = new InMemoryEventStore();
    const command = adding(4);
    await runCommand(store, command);
    await runCommand(store, adding(3));
    expect(await runCommand(store, command)).toEqual(ok({ position: 1, result: { sum: 4 }, repeated: true }));
    expect((await store.head()).position).toBe(2);
  });

  it('refuses another command under the same id', async () => {
    const store = new InMemoryEventStore();
    const { command } = adding(4);
    await runCommand(store, adding(4, { command }));
    const other = adding(5, { command: { id: command.id, content: { persons: 5 } } });
    expect(await runCommand(store, other)).toMatchObject({
      ok: false,
      refusals: [{ code: 'COMMAND_REUSED', path: ['input', 'commandId'] }],
    });
  });

  it('decides again when somebody was quicker', async () => {
    const store = new Contended(3);
    expect(await runCommand(store, adding(4))).toEqual(ok({ position: 4, result: { sum: 304 }, repeated: false }));
  });

  it('gives up in the end when somebody is always quicker', async () => {
    const store = new Contended(Number.POSITIVE_INFINITY);
    expect(await runCommand(store, adding(4))).toMatchObject({
      ok: false,
      refusals: [{ code: 'VERSION_CONFLICT', details: { stream: 'a' } }],
    });
  });

  it('does not decide again on a version that the caller has pinned', async () => {
    const store = new Contended(1);
    const conflict = {
      code: 'VERSION_CONFLICT',
      path: ['input', 'expectedVersion'],
      details: { stream: 'a', expected: 0, actual: 1 },
    };
    expect(await runCommand(store, adding(4, { expectedVersion: 0 }))).toMatchObject({
      ok: false,
      refusals: [conflict],
    });
    expect(await runCommand(store, adding(4, { expectedVersion: 0 }))).toMatchObject({
      ok: false,
      refusals: [conflict],
    });
    expect(await runCommand(store, adding(4, { expectedVersion: 1 }))).toMatchObject({ ok: true });
  });

  it('is decided again when a stream that it only read has moved on', async () => {
    const store = new Contended(1);
    const seen: number[] = [];
    const decide = (history: readonly RecordedEvent[]) => {
      seen.push(history.length);
      return ok({ append: [{ stream: 'b', events: [recorded(1)] }], result: null });
    };
    expect(await runCommand(store, adding(1, { decide }))).toMatchObject({ ok: true, value: { position: 2 } });
    expect(seen).toEqual([0, 1]);
  });

  it('passes on a refusal, and stores nothing', async () => {
    const store = new InMemoryEventStore();
    const decide = () => refuse('TOO_MANY', 'te veel', ['input', 'persons']);
    expect(await runCommand(store, adding(1, { decide }))).toEqual({
      ok: false,
      refusals: [refusal('TOO_MANY', 'te veel', ['input', 'persons'])],
    });
    expect((await store.head()).position).toBe(0);
  });

  it('answers with the head when nothing has to be stored', async () => {
    const store = new InMemoryEventStore();
    await runCommand(store, adding(4));
    const decide = () => ok({ append: [], result: 'nothing new' });
    expect(await runCommand(store, adding(0, { decide }))).toEqual(
      ok({ position: 1, result: 'nothing new', repeated: false }),
    );
  });

  it('refuses what is too large for the event log, where it is decided, and stores nothing', async () => {
    const noting = (note: string) => () =>
      ok({ append: [{ stream: 'a', events: [recorded(1), { ...recorded(1), data: { note } }] }], result: null });
    const store = new InMemoryEventStore();
    const decide = noting('x'.repeat(MOST_EVENT_BYTES));
    expect(await runCommand(store, adding(1, { decide }))).toMatchObject({
      ok: false,
      refusals: [{ code: 'EVENT_TOO_LARGE', path: ['input'], details: { most: MOST_EVENT_BYTES } }],
    });
    expect((await store.head()).position).toBe(0);
  });

  it('gives a command that was carried out before its answer, even if it were too large by now', async () => {
    const store = new InMemoryEventStore();
    const command = adding(4);
    await runCommand(store, command);
    const decide = () =>
      ok({
        append: [{ stream: 'a', events: [{ ...recorded(1), data: { note: 'x'.repeat(100_000) } }] }],
        result: null,
      });
    expect(await runCommand(store, { ...command, decide })).toEqual(
      ok({ position: 1, result: { sum: 4 }, repeated: true }),
    );
  });

  it('refuses text that cannot be kept', async () => {
    const decide = () =>
      ok({ append: [{ stream: 'a', events: [{ ...recorded(1), data: { reason: 'nul \0' } }] }], result: null });
    const store = new InMemoryEventStore();
    expect(await runCommand(store, adding(1, { decide }))).toMatchObject({ refusals: [{ code: 'TEXT_INVALID' }] });
    for (const [id, code] of [
      ['\0', 'TEXT_INVALID'],
      ['', 'COMMAND_ID_INVALID'],
      ['x'.repeat(1000), 'COMMAND_ID_INVALID'],
      ['intake-123456782', 'PERSONAL_DATA_SUSPECTED'],
    ] as const) {
      expect(await runCommand(store, adding(1, { command: { id, content: null } }))).toMatchObject({
        refusals: [{ code, path: ['input', 'commandId'] }],
      });
    }
  });
});
