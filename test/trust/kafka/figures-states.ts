import { figuresTopic, type KafkaSettings } from '#libs/event-log';
import { randomUUID } from 'node:crypto';
import { MOVED_SCOPE } from './commands.js';
import { kafkaOf } from './topic.js';
import type { Trial } from './trial.js';

/** The figures as a state on the topic holds them. */
export interface FiguresState extends Readonly<Record<string, unknown>> {
  readonly position: number;
}

/** Somebody who reads the topic of figures, and keeps the last state of each key. */
export interface StatesReader {
  /** Of a key as `PV26/2023-2`, as far as it came in. */
  readonly of: (key: string) => FiguresState | undefined;
  readonly stop: () => Promise<void>;
}

/** Of the figures that everybody may see, and that the load moves. */
export const shownKey = ({ commands }: Pick<Trial, 'commands'>): string => `${MOVED_SCOPE}/${commands.shownPeriod}`;

const PATIENCE_MS = 60_000;

/** Begins at the first record, and answers when everything has come in that was there; what is put later follows by itself. */
export async function readStates(settings: KafkaSettings): Promise<StatesReader> {
  const kafka = kafkaOf(settings);
  const topic = figuresTopic(settings);
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
  const left = new Map(
    ends.filter(({ high, low }) => high !== low).map(({ partition, high }) => [partition, BigInt(high)]),
  );
  const states = new Map<string, FiguresState>();
  const consumer = kafka.consumer({ groupId: `trust-${randomUUID()}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error('the topic of figures could not be read to its end')),
        PATIENCE_MS,
      );
      const doneWhenRead = (): void => {
        if (left.size > 0) return;
        clearTimeout(late);
        resolve();
      };
      consumer
        .run({
          autoCommit: false,
          eachBatch: ({ batch: { partition, messages } }) => {
            for (const { key, value } of messages) {
              if (value === null) continue;
              states.set(String(key), (JSON.parse(value.toString('utf8')) as { readonly data: FiguresState }).data);
            }
            const end = left.get(partition);
            const last = messages.at(-1);
            if (end !== undefined && last !== undefined && BigInt(last.offset) + 1n >= end) left.delete(partition);
            doneWhenRead();
            return Promise.resolve();
          },
        })
        .then(doneWhenRead, reject);
    });
  } catch (error) {
    await consumer.disconnect();
    throw error;
  }
  return { of: (key) => states.get(key), stop: () => consumer.disconnect() };
}
