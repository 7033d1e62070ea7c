import { canonicalJson, type JsonObject, type JsonValue, type LocalDate } from '#libs/kernel';
import { InvalidAppend, TextNotStorable } from './errors.js';
import type { AppendRequest } from './event-store.js';
import { canonicalCommand, canonicalMeta, contentDigest, contentText } from './hash-chain.js';

/** Longest name of a stream, type, actor or command: they are index keys, and Postgres takes about 2,700 bytes. */
export const MOST_NAME_LENGTH = 400;

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
        first = false;
        // Every text of the request is in the content, and JSON writes NUL and lone surrogates as \u…: one cheap look.
        if (content.includes('\\u')) refuseUnstorableText(request);
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
  return { request, streams: prepared, metaText, resultText, size };
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
