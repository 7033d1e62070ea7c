import { countingIds, type Instant } from '#libs/kernel';
import type { RecordedEvent } from '#libs/event-store';
import { emptyFrontier, type Frontier } from '../frontier.js';
import type { IncomingRecord } from '../intake.js';
import { PARTITIONS } from '../partition-of.js';
import type { OutgoingRecord } from '../record.js';
import { encodeEvents, encodeWatermarks } from '../relay-encoder.js';
import { countedOnly, SPEC_SOURCE } from './catalogue-for-specs.js';

export const context = { source: SPEC_SOURCE, catalogue: countedOnly };

/** What a store holds after these commits, each given by the streams of its events. */
export function storeOf(commits: readonly (readonly string[])[], ids = countingIds()): readonly RecordedEvent[] {
  const versions = new Map<string, number>();
  const events: RecordedEvent[] = [];
  for (const streams of commits) {
    const commit = events.length + 1;
    for (const stream of streams) {
      const position = events.length + 1;
      const version = (versions.get(stream) ?? 0) + 1;
      versions.set(stream, version);
      events.push({
        id: ids.next(),
        position,
        stream,
        version,
        type: 'Counted',
        data: { n: position },
        effectiveOn: null,
        meta: { actor: 'spec', commandId: `command ${commit}`, commit, commitSize: streams.length },
        recordedAt: new Date(Date.UTC(2026, 0, 1) + position).toISOString() as Instant,
      });
    }
  }
  return events;
}

/** By which records tell that they are of this store. */
export const logOf = (store: readonly RecordedEvent[]): string => store[0]?.id ?? '';

/** A topic of twelve partitions in memory, where everything can go wrong that goes wrong with a real one. */
export class ModelTopic {
  #partitions: (OutgoingRecord & { readonly lost?: true })[][] = [];

  constructor() {
    this.wipe();
  }

  wipe(): void {
    this.#partitions = Array.from({ length: PARTITIONS }, () => []);
  }

  append(records: readonly OutgoingRecord[]): void {
    for (const record of records) this.#partitions[record.partition]?.push(record);
  }

  end(partition: number): number {
    return this.#partitions[partition]?.length ?? 0;
  }

  /** Null where there is none any more. */
  read(partition: number, offset: number): IncomingRecord | null {
    const record = this.#partitions[partition]?.[offset];
    if (record === undefined || record.lost) return null;
    return {
      offset: String(offset),
      value: record.value === null ? null : Buffer.from(record.value),
      headers: Object.fromEntries(Object.entries(record.headers).map(([name, text]) => [name, Buffer.from(text)])),
    };
  }

  /** A record is gone, its offset stays empty. Answers the position of its event; null when it held none. */
  lose(partition: number, nth: number): number | null {
    const records = this.#partitions[partition] ?? [];
    const index = records.length === 0 ? -1 : nth % records.length;
    const record = records[index];
    if (record === undefined || record.lost) return null;
    records[index] = { ...record, lost: true };
    const position = record.headers['position'];
    return position === undefined ? null : Number(position);
  }

  /** The record of an event is spoilt on the way. */
  spoil(position: number): void {
    for (const records of this.#partitions) {
      for (const [index, record] of records.entries()) {
        if (record.headers['position'] === String(position)) records[index] = { ...record, value: '{' };
      }
    }
  }
}

/** Publishes as the relay does, from a frontier on. */
export class ModelRelay {
  #frontier: Frontier;

  constructor(
    private readonly topic: ModelTopic,
    private readonly store: readonly RecordedEvent[],
    from: Frontier = emptyFrontier(1),
  ) {
    this.#frontier = from;
  }

  get frontier(): Frontier {
    return this.#frontier;
  }

  publish(count: number, withWatermarks: boolean): void {
    const { epoch, position, previous } = this.#frontier;
    const filling = { log: logOf(this.store), epoch };
    const events = this.store.slice(position, position + count);
    const encoded = encodeEvents(events, filling, previous, context);
    const last = this.store[position + encoded.count - 1];
    if (last === undefined) return;
    this.topic.append(encoded.records);
    if (withWatermarks) this.topic.append(encodeWatermarks(last, filling, encoded.previous));
    this.#frontier = { ...this.#frontier, position: last.position, previous: encoded.previous };
  }

  publishAll(): void {
    this.publish(this.store.length, true);
  }
}
