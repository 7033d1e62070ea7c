import { countingIds, localDate, type JsonObject, type JsonValue } from '#libs/kernel';
import type { AppendRequest, EventStore, NewEvent, StreamAppend } from '../event-store.js';

/** A store under test, and the powers of somebody who gets at its storage. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** Turns the clock of the store back or forward. */
  clockTo(instant: string): void;
  tamper: {
    changeData(position: number, data: JsonObject): Promise<void> | void;
    changeRecordedAt(position: number, instant: string): Promise<void> | void;
    changeResult(commandId: string, result: JsonValue): Promise<void> | void;
    remove(position: number): Promise<void> | void;
    /** The two events change places. */
    swap(position: number, other: number): Promise<void> | void;
  };
  close(): Promise<void>;
}

const ids = countingIds();
const ON = localDate('2023-03-01');

export const event = (data: JsonObject = {}, type = 'RealisationRecorded'): NewEvent => ({
  id: ids.next(),
  type,
  data,
  effectiveOn: ON,
});

/** A request of one actor; each call is a new command unless told otherwise. */
export function command(
  streams: readonly StreamAppend[],
  { id = ids.next(), content = 'content', actor = 'demo:coordinator', result = null as JsonValue } = {},
): AppendRequest {
  return { command: { id, contentHash: content }, meta: { actor }, streams, result };
}

export const to = (stream: string, expected: StreamAppend['expected'], ...events: NewEvent[]): StreamAppend => ({
  stream,
  expected,
  events,
});
