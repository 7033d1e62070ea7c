import { MOST_RECORD_BYTES, type EventMeta, type RecordedEvent } from '#libs/event-store';
import type { Instant, JsonObject, LocalDate } from '#libs/kernel';
import type { CloudEvent, CloudEventContext } from './cloud-event.js';
import { attributeFault, dataFault } from './cloud-event-faults.js';
import { unstorableText } from './unstorable-text.js';

/** Why a record of the topic cannot be read. Stable: operators search for them, and the manual explains each. */
export const RECORD_FAULTS = [
  'RECORD_TOO_LARGE',
  'RECORD_NOT_UTF8',
  'RECORD_HAS_NUL',
  'RECORD_NOT_JSON',
  'RECORD_NOT_CLOUDEVENT',
  'EVENT_TYPE_UNKNOWN',
  'EVENT_VERSION_UNKNOWN',
  'EVENT_DATA_INVALID',
] as const;

export interface RecordFault {
  readonly code: (typeof RECORD_FAULTS)[number];
  /** In English, for logs: names the field, never what stands in it beyond names of types. */
  readonly reason: string;
}

export type ReadRecord =
  { readonly ok: true; readonly event: RecordedEvent } | { readonly ok: false; readonly fault: RecordFault };

// A byte order mark is no JSON, and a byte that is no UTF-8 may never turn into a question mark in somebody's name.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const fault = (code: RecordFault['code'], reason: string): ReadRecord => ({ ok: false, fault: { code, reason } });

/** Reads the value of a record of the topic. Never throws, whatever the bytes. Older versions come out as the current one. */
export function recordedEventOf(value: Buffer | null, context: CloudEventContext): ReadRecord {
  if (value === null) return fault('RECORD_NOT_CLOUDEVENT', 'the record has no value');
  if (value.length > MOST_RECORD_BYTES) {
    return fault('RECORD_TOO_LARGE', `${value.length} bytes; at most ${MOST_RECORD_BYTES} are allowed`);
  }
  let text: string;
  try {
    text = utf8.decode(value);
  } catch {
    return fault('RECORD_NOT_UTF8', 'the bytes are not UTF-8');
  }
  if (text.includes('\0')) return fault('RECORD_HAS_NUL', 'the text holds a NUL byte');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fault('RECORD_NOT_JSON', 'the text is not JSON');
  }
  // JSON writes NUL and lone surrogates as \u…: one cheap look.
  const unstorable = text.includes('\\u') ? unstorableText(json) : null;
  if (unstorable === 'nul') return fault('RECORD_HAS_NUL', 'a text holds NUL');
  if (unstorable === 'surrogate') return fault('RECORD_NOT_UTF8', 'a text holds half a surrogate pair');
  return eventOf(json, context);
}

function eventOf(json: unknown, { source, catalogue }: CloudEventContext): ReadRecord {
  const wrongAttribute = attributeFault(json, source);
  if (wrongAttribute !== null) return fault('RECORD_NOT_CLOUDEVENT', wrongAttribute);
  const cloud = json as CheckedAttributes;
  const known = catalogue.ofCloudType(cloud.type);
  if (known === 'unknown-type') return fault('EVENT_TYPE_UNKNOWN', `type ${cloud.type.slice(0, 200)}`);
  if (known === 'unknown-version') return fault('EVENT_VERSION_UNKNOWN', `type ${cloud.type.slice(0, 200)}`);
  const wrongData = dataFault(cloud.data);
  if (wrongData !== null) return fault('EVENT_DATA_INVALID', wrongData);
  const { effectiveOn, actor, commandId, fact } = cloud.data as CheckedData;
  let data = fact;
  let wrongFact: string | null;
  try {
    if (!known.isCurrent) data = catalogue.upcast(known, fact);
    wrongFact = catalogue.faultOf(known.definition, data);
  } catch {
    wrongFact = `it cannot be read as version ${known.definition.version}`;
  }
  if (wrongFact !== null) return fault('EVENT_DATA_INVALID', `data.fact of ${cloud.type}: ${wrongFact}`);
  const meta: EventMeta = {
    actor,
    commandId,
    commit: Number(cloud.commit),
    commitSize: cloud.commitsize,
    ...(cloud.traceparent === undefined ? {} : { traceparent: cloud.traceparent }),
    ...(cloud.correlationid === undefined ? {} : { correlationId: cloud.correlationid }),
    ...(cloud.causationid === undefined ? {} : { causationId: cloud.causationid }),
  };
  return {
    ok: true,
    event: {
      position: Number(cloud.sequence),
      id: cloud.id,
      stream: cloud.subject,
      version: cloud.streamversion,
      type: known.definition.name,
      data,
      meta,
      effectiveOn,
      recordedAt: cloud.time,
    },
  };
}

/** What `attributeFault` has found to be there. */
type CheckedAttributes = Omit<
  CloudEvent,
  'specversion' | 'source' | 'datacontenttype' | 'dataschema' | 'time' | 'data'
> & {
  readonly time: Instant;
  readonly data: unknown;
};

/** What `dataFault` has found to be there. */
interface CheckedData {
  readonly effectiveOn: LocalDate | null;
  readonly actor: string;
  readonly commandId: string;
  readonly fact: JsonObject;
}
