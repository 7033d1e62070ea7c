import { canonicalJson, type JsonObject, type JsonValue, type LocalDate } from '#libs/kernel';
import { EventTooLarge, InvalidAppend, TextNotStorable } from './errors.js';
import type { AppendRequest } from './event-store.js';
import { canonicalCommand, canonicalMeta, contentDigest, contentText } from './hash-chain.js';

/** Longest name of a stream, type, actor or command: they are index keys, and Postgres takes about 2,700 bytes. */
export const MOST_NAME_LENGTH = 400;

/** Largest event as a CloudEvent: what every intermediary passes on [NL GOV profile 1.1, Size Limits: 64 KByte]. */
export const MOST_RECORD_BYTES = 65_536;

/**
 * Room that the record needs besides what `eventBytes` counts: the names of the attributes, source, type and schema, and, as the
 * limit is on everything that goes over the wire, the record's key (the stream once more) and headers. A quarter is in reserve
 * for an event that grows when it is read as a later version.
 */
const ENVELOPE_BYTES = 8_192;

/** Most bytes of an event by `eventBytes`. What is larger is refused where it is decided: the relay could never publish it, nor pass it by. */
export const MOST_EVENT_BYTES = MOST_RECORD_BYTES - ENVELOPE_BYTES;

export interface PreparedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  /** Canonical JSON of `data`. */
  readonly dataText: string;
  readonly effectiveOn: LocalDate | null;
  readonly digest: Buffer;
}

export interface PreparedStream {
  readonly stream: string;
  /** −1 = any. */
  readonly expected: number;
  readonly events: readonly PreparedEvent[];
}

/** A request that was checked and digested outside of the lock, so that the store only has to put it in its place. */
export interface PreparedAppend {
  readonly request: AppendRequest;
  readonly streams: readonly PreparedStream[];
  /** Canonical JSON of the metadata without `commit`. */
  readonly metaText: string;
  readonly resultText: string;
  /** How many events. */
  readonly size: number;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Checks and digests a request.
 * @throws InvalidAppend when no store can keep it; TextNotStorable when it holds text that Postgres cannot keep.
 */
export function prepareAppend(request: AppendRequest): PreparedAppend {
  const { command, meta, streams } = request;
  const size = streams.reduce((n, s) => n + s.events.length, 0);
  if (size === 0) throw new InvalidAppend('an append holds at least one event');
  checkName(command.id, 'command id');
  checkName(meta.actor, 'actor');
  const metaText = canonicalMeta({ ...meta, commandId: command.id, commitSize: size });
  const resultText = canonicalJson(request.result);
  const commandText = canonicalCommand(command.contentHash, resultText);
  const seen = new Set<string>();
  let first = true;
  const prepared = streams.map(({ stream, expected, events }): PreparedStream => {
    checkName(stream, 'stream');
    if (seen.has(stream)) throw new InvalidAppend(`stream ${stream} stands twice in one append`);
    seen.add(stream);
    if (expected !== 'any' && !(Number.isSafeInteger(expected) && expected >= 0)) {
      throw new InvalidAppend(`expected version ${expected} of ${stream} is not a version`);
    }
    return {
      stream,
      expected: expected === 'any' ? -1 : expected,
      events: events.map((event): PreparedEvent => {
        checkName(event.type, 'type');
        if (!UUID.test(event.id)) throw new InvalidAppend(`event id ${event.id} is not a lower-case UUID`);
        if (seen.has(event.id)) throw new InvalidAppend(`event id ${event.id} stands twice in one append`);
        seen.add(event.id);
        if (event.effectiveOn !== null && !DATE.test(event.effectiveOn)) {
          throw new InvalidAppend(`effective date ${event.effectiveOn} is not a date`);
        }
        const dataText = canonicalJson(event.data);
        const content = contentText({
          ...event,
          stream,
          data: dataText,
          meta: metaText,
          command: first ? commandText : null,
        });
        const bytes = eventBytes(content, first ? commandText : 'null');
        if (bytes > MOST_EVENT_BYTES) throw new EventTooLarge(event.type, bytes);
        // Every text of the request is in the content, and JSON writes NUL and lone surrogates as \u…: one cheap look.
        if (content.includes('\\u')) refuseUnstorableText(request);
        first = false;
        return {
          id: event.id,
          type: event.type,
          data: event.data,
          dataText,
          effectiveOn: event.effectiveOn,
          digest: contentDigest(content),
        };
      }),
    };
  });
  // Last, so that text which nobody can keep is told from text that only may not stand there.
  for (const { stream } of streams) checkAttribute(stream, 'stream');
  for (const name of ['correlationId', 'causationId', 'traceparent'] as const) checkAttribute(meta[name], name);
  return { request, streams: prepared, metaText, resultText, size };
}

/**
 * What an event takes of `MOST_EVENT_BYTES`: its content as it enters the hash chain, in UTF-8, without the command. All in it
 * that can be long (data, stream, actor, ids) stands in the record of the event log as well.
 */
function eventBytes(content: string, command: string): number {
  // A UTF-16 unit takes at most three bytes: nearly every event is known to fit without counting.
  if (content.length * 3 <= MOST_EVENT_BYTES) return 0;
  return Buffer.byteLength(content) - Buffer.byteLength(command);
}

/** Characters that no attribute of a CloudEvent may hold [NL GOV profile 1.1, Type System, String]. */
const NOT_IN_ATTRIBUTES = /[\p{Cc}\p{Noncharacter_Code_Point}]/u;

/** The stream and what links commands become attributes of the CloudEvent. */
function checkAttribute(text: string | undefined, what: string): void {
  if (text === undefined) return;
  if (text === '' || NOT_IN_ATTRIBUTES.test(text)) {
    throw new InvalidAppend(`${what} must be text without control characters: it becomes an attribute of a CloudEvent`);
  }
}

function checkName(name: string, what: string): void {
  if (name === '' || name.length > MOST_NAME_LENGTH) {
    throw new InvalidAppend(`${what} must have 1 to ${MOST_NAME_LENGTH} characters`);
  }
}

function refuseUnstorableText(request: AppendRequest): void {
  const { command, meta, streams, result } = request;
  for (const [key, text] of Object.entries(meta) as [string, string][]) walk(text, ['meta', key]);
  walk([command.id, command.contentHash], ['command']);
  walk(result, ['result']);
  for (const { stream, events } of streams) {
    walk(stream, ['stream']);
    events.forEach((event, i) => {
      walk(event.type, ['events', String(i), 'type']);
      walk(event.data, ['events', String(i), 'data']);
    });
  }
}

function walk(value: JsonValue, path: readonly string[]): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || LONE_SURROGATE.test(value)) throw new TextNotStorable(path);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) {
      walk(key, path);
      walk(member, [...path, key]);
    }
  }
}
