import type { RecordedEvent } from '#libs/event-store';

/** One filling of the topic. */
export interface Filling {
  /** Of which log: the id of its first event, which no two logs share. */
  readonly log: string;
  /** Which filling from that log, from 1. */
  readonly epoch: number;
}

/**
 * Where a record of the topic stands in the store, by its headers. It speaks for its own partition only: of all events of the store that belong there,
 * none lies between `previous` and `upTo`; an event lies at `upTo` itself, a watermark says that nothing does after `previous`.
 */
export interface RecordPlace extends Filling {
  readonly kind: 'event' | 'watermark';
  /** Position of the event before it in its partition; 0: there is none. */
  readonly previous: number;
  /** The event's own position, or the watermark. */
  readonly upTo: number;
}

/** As kafkajs hands over the headers of a record. */
export type RecordHeaders = Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;

/** A record on its way to the topic, as kafkajs takes it. */
export interface OutgoingRecord {
  readonly partition: number;
  readonly key: string | null;
  readonly value: string | null;
  /** Milliseconds since 1970. */
  readonly timestamp: string;
  readonly headers: Record<string, string>;
}

/** Of a value that is one CloudEvent as JSON. */
export const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/** The record of an event. Its timestamp is the moment of recording, which never runs back with the position: readers find their place by it. */
export const eventRecord = (
  event: RecordedEvent,
  value: string,
  { partition, log, epoch, previous }: Filling & { readonly partition: number; readonly previous: number },
): OutgoingRecord => ({
  partition,
  key: event.stream,
  value,
  timestamp: timestampOf(event),
  headers: {
    'content-type': CONTENT_TYPE,
    log,
    epoch: String(epoch),
    previous: String(previous),
    position: String(event.position),
  },
});

/** A record that says how far its partition is known; `at` is the event at the watermark. */
export const watermarkRecord = (
  at: Pick<RecordedEvent, 'position' | 'recordedAt'>,
  { partition, log, epoch, previous }: Filling & { readonly partition: number; readonly previous: number },
): OutgoingRecord => ({
  partition,
  key: null,
  value: null,
  timestamp: timestampOf(at),
  headers: { log, epoch: String(epoch), previous: String(previous), watermark: String(at.position) },
});

/** Kafka knows no moment before 1970. */
const timestampOf = ({ recordedAt }: Pick<RecordedEvent, 'recordedAt'>): string =>
  String(Math.max(0, Date.parse(recordedAt)));

/** Null for a record without a place that makes sense: none of ours. */
export function placeOf(headers: RecordHeaders | undefined): RecordPlace | null {
  if (headers === undefined) return null;
  const log = headers['log'];
  const epoch = numberIn(headers['epoch']);
  const previous = numberIn(headers['previous']);
  const position = numberIn(headers['position']);
  const watermark = numberIn(headers['watermark']);
  if (!Buffer.isBuffer(log) || epoch === null || previous === null) return null;
  const filling = { log: log.toString('latin1'), epoch };
  if (position !== null && watermark === null) {
    return position > previous ? { kind: 'event', ...filling, previous, upTo: position } : null;
  }
  if (watermark === null || position !== null || watermark < previous) return null;
  return { kind: 'watermark', ...filling, previous, upTo: watermark };
}

const ZERO = 48;
/** Digits of the largest number that is exact. */
const MOST_DIGITS = 16;

/** By hand: every record passes here several times. */
function numberIn(header: RecordHeaders[string]): number | null {
  if (!Buffer.isBuffer(header) || header.length === 0 || header.length > MOST_DIGITS) return null;
  let value = 0;
  for (const byte of header) {
    if (byte < ZERO || byte > ZERO + 9) return null;
    value = value * 10 + byte - ZERO;
  }
  return Number.isSafeInteger(value) ? value : null;
}
