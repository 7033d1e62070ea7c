import type { Kafka } from 'kafkajs';
import type { EventStore } from '#libs/event-store';
import type { EventsTopic } from './events-topic.js';
import type { Frontier } from './frontier.js';
import type { KafkaLog } from './kafka-client.js';
import { eventsTopic, type KafkaSettings } from './kafka-settings.js';
import { PARTITIONS } from './partition-of.js';
import type { RelayRow, RelayState } from './relay-row.js';
import { examineTail, type Tail } from './topic-tail.js';

export interface TakeOver {
  readonly row: RelayRow;
  readonly topic: EventsTopic;
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  readonly store: EventStore;
  readonly log: KafkaLog;
}

/** Enough to find the epoch of a topic that is not ours. */
const LAST_RECORDS = 10n;

/**
 * Where to go on publishing: at what the relay has on record, if the topic still is what that record is about. If it is not, or if a replay was asked for, the
 * topic is deleted and made anew: it can always be filled again from the store, and a topic that is whole is the only thing that readers need.
 */
export async function takeOver(parts: TakeOver, signal: AbortSignal): Promise<Frontier> {
  const { row, topic, settings, log } = parts;
  const state = await row.load();
  const ends = await topic.ends();
  const anew = await reasonToBegin(parts, state, ends, signal);
  if (anew === null && ends !== null) return { ...state.frontier, ends };
  // Said first, so that a crash on the way leaves a row that asks for the same.
  const epoch = await row.want(anew?.atLeast);
  log.info(`${eventsTopic(settings)}: ${anew?.why ?? 'it is gone'}; filling it from the store, epoch ${epoch}`);
  await topic.remake(settings.replication, signal);
  return row.begin(epoch);
}

async function reasonToBegin(
  { kafka, settings, store }: TakeOver,
  { frontier, wantedEpoch }: RelayState,
  ends: readonly bigint[] | null,
  signal: AbortSignal,
): Promise<{ readonly why: string; readonly atLeast: number } | null> {
  const examine = (from: readonly bigint[], to: readonly bigint[]): Promise<Tail> => {
    const topic = eventsTopic(settings);
    return examineTail({ kafka, topic, group: `${settings.prefix}.relay` }, from, to, store, signal);
  };
  if (frontier.epoch === 0) {
    // Readers of what is there, whosever it is, ignore an epoch below it.
    const last = ends === null ? null : await examine(ends.map(lastRecords), ends);
    return { why: 'it was never filled from this store', atLeast: (last?.epoch ?? 0) + 1 };
  }
  if (wantedEpoch > frontier.epoch) return { why: 'a replay was asked for', atLeast: 0 };
  if (ends === null) return { why: 'it is gone', atLeast: 0 };
  if (ends.length !== PARTITIONS) return { why: `it has ${ends.length} partitions`, atLeast: 0 };
  if (ends.some((end, partition) => end < (frontier.ends[partition] ?? 0n))) {
    return { why: 'it has lost records', atLeast: 0 };
  }
  const { epoch, foreign } = await examine(frontier.ends, ends);
  return foreign === null ? null : { why: `it is ahead of the store: it holds ${foreign}`, atLeast: epoch + 1 };
}

const lastRecords = (end: bigint): bigint => (end > LAST_RECORDS ? end - LAST_RECORDS : 0n);
