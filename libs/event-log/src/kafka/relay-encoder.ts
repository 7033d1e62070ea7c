import type { RecordedEvent } from '#libs/event-store';
import { cloudEventOf, type CloudEventContext } from '../cloud-events/index.js';
import { PARTITIONS, partitionOf } from './partition-of.js';
import { eventRecord, watermarkRecord, type Filling, type OutgoingRecord } from './record.js';

export interface Encoded {
  readonly records: readonly OutgoingRecord[];
  /** How many of the given events are in it: those that fit. */
  readonly count: number;
  /** As in `Frontier`, when these records are in the topic. */
  readonly previous: readonly number[];
}

/** A request to the brokers holds about so many bytes at most, of values: well below what they accept for one partition. */
const MOST_BYTES = 4_194_304;

/**
 * The records of events that follow on each other, as many as fit one request.
 * @param previous per partition, as in `Frontier`, before these events
 */
export function encodeEvents(
  events: readonly RecordedEvent[],
  filling: Filling,
  previous: readonly number[],
  context: CloudEventContext,
): Encoded {
  const records: OutgoingRecord[] = [];
  const after = [...previous];
  let bytes = 0;
  for (const event of events) {
    const value = JSON.stringify(cloudEventOf(event, context));
    bytes += value.length;
    if (records.length > 0 && bytes > MOST_BYTES) break;
    const partition = partitionOf(event.stream);
    records.push(eventRecord(event, value, { ...filling, partition, previous: after[partition] ?? 0 }));
    after[partition] = event.position;
  }
  return { records, count: records.length, previous: after };
}

/** One record for each partition whose last event is not the one at the watermark: it is known as far as that. */
export function encodeWatermarks(
  at: Pick<RecordedEvent, 'position' | 'recordedAt'>,
  filling: Filling,
  previous: readonly number[],
): readonly OutgoingRecord[] {
  const records: OutgoingRecord[] = [];
  for (let partition = 0; partition < PARTITIONS; partition++) {
    const before = previous[partition] ?? 0;
    if (before !== at.position) records.push(watermarkRecord(at, { ...filling, partition, previous: before }));
  }
  return records;
}
