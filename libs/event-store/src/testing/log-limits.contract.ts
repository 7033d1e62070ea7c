import { EventTooLarge, InvalidAppend } from '../errors.js';
import type { AppendRequest, EventStore } from '../event-store.js';
import { MOST_EVENT_BYTES } from '../prepared-append.js';
import { command, event, to } from './store-under-test.js';

/** What the event log cannot carry may not be stored: the relay could neither publish it nor pass it by. */
export function onlyWhatTheLogCarries(opened: () => EventStore): void {
  it('takes an event that just fits into a record of the event log, however large its answer, and no larger one', async () => {
    const sized = (bytes: number): AppendRequest => {
      const given = event({ note: '' });
      const { meta, ...request } = command([to('a', 'any', given)], { result: 'x'.repeat(100_000) });
      const known = { ...meta, commandId: request.command.id, commitSize: 1 };
      const content = { command: null, ...given, meta: known, stream: 'a' };
      const empty = Buffer.byteLength(JSON.stringify(content)) - 'null'.length;
      // Of characters that take three bytes: what counts is what goes over the wire.
      const note = '€'.repeat((bytes - empty) / 3) + 'x'.repeat((bytes - empty) % 3);
      return { ...request, meta, streams: [to('a', 'any', { ...given, data: { note } })] };
    };
    expect((await opened().append(sized(MOST_EVENT_BYTES))).kind).toBe('appended');
    const tooLarge = opened().append(sized(MOST_EVENT_BYTES + 1));
    await expect(tooLarge).rejects.toThrow(EventTooLarge);
    await expect(tooLarge).rejects.toThrow(InvalidAppend);
    await expect(tooLarge).rejects.toMatchObject({ bytes: MOST_EVENT_BYTES + 1 });
    expect((await opened().head()).position).toBe(1);
  });

  it('refuses as a bug what could not be an attribute of a CloudEvent', async () => {
    for (const text of ['', 'a\tb', 'a\u009fb', 'a\uffff']) {
      await expect(opened().append(command([to(text, 'any', event())]))).rejects.toThrow(InvalidAppend);
      for (const name of ['correlationId', 'causationId', 'traceparent']) {
        const request = command([to('a', 'any', event())]);
        const meta = { ...request.meta, [name]: text };
        await expect(opened().append({ ...request, meta })).rejects.toThrow(InvalidAppend);
      }
    }
    expect((await opened().head()).position).toBe(0);
  });
}
