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
  const line = `${eventsTopic(settings)}: ${anew?.why ?? 'it is gone'}; filling it from the store, epoch ${epoch}`;
  if (anew?.expected) log.info(line);
  else log.error(line);
  await topic.remake(settings.replication, signal);
  return row.begin(epoch);
}

interface Reason {
  readonly why: string;
  /** Readers ignore an epoch below the highest that they have seen, whosever it was. */
  readonly atLeast: number;
  /** Whether somebody asked for it, or there was nothing to lose. */
  readonly expected: boolean;
}

async function reasonToBegin(
  { kafka, settings, store }: TakeOver,
  { frontier, wantedEpoch }: RelayState,
  ends: readonly bigint[] | null,
  signal: AbortSignal,
): Promise<Reason | null> {
  if (ends === null) return { why: 'it is not there', atLeast: 0, expected: frontier.epoch === 0 };
  const examine = (from: readonly bigint[]): Promise<Tail> => {
    const topic = eventsTopic(settings);
    return examineTail({ kafka, topic, group: `${settings.prefix}.relay` }, from, ends, store, signal);
  };
  const obvious = obviousReason(frontier, wantedEpoch, ends);
  if (obvious !== null) {
    // Also where its end cannot be read, which may be what is wrong with it.
    const last = await examine(ends.map(lastRecords)).catch(() => null);
    signal.throwIfAborted();
    const expected = wantedEpoch > frontier.epoch || ends.every((end) => end === 0n);
    return { why: obvious, atLeast: (last?.epoch ?? 0) + 1, expected };
  }
  const { epoch, foreign } = await examine(frontier.ends);
  const why =
    epoch > frontier.epoch
      ? `it was filled by somebody else, in epoch ${epoch}`
      : foreign === null
        ? null
        : `it is ahead of the store: it holds ${foreign}`;
  return why === null ? null : { why, atLeast: epoch + 1, expected: false };
}

/** What can be told without reading the topic. */
function obviousReason(frontier: Frontier, wantedEpoch: number, ends: readonly bigint[]): string | null {
  if (frontier.epoch === 0) return 'it was never filled from this store';
  if (wantedEpoch > frontier.epoch) return 'a replay was asked for';
  if (ends.length !== PARTITIONS) return `it has ${ends.length} partitions`;
  if (ends.some((end, partition) => end < (frontier.ends[partition] ?? 0n))) return 'it has lost records';
  return null;
}

const lastRecords = (end: bigint): bigint => (end > LAST_RECORDS ? end - LAST_RECORDS : 0n);
