import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '#libs/event-store';
import { LogHalted, type EventLog, type LogBatch } from '../../event-log.js';

/** A consumer that remembers what it was given and in which order. */
export interface Reader {
  events(): readonly RecordedEvent[];
  positions(): readonly number[];
  /** Resolves when it has been given everything up to this position; rejects when its subscription ended before. */
  sees(position: number): Promise<void>;
  /** How the log halted under it; rejects when it did not. */
  halted(): Promise<LogHalted>;
  stop(): Promise<void>;
}

export async function read(log: EventLog, after = 0): Promise<Reader> {
  const batches: LogBatch[] = [];
  let look: () => void = () => undefined;
  const { done, stop } = await subscribed(log, after, (batch) => {
    batches.push(batch);
    look();
  });
  const events = (): readonly RecordedEvent[] => batches.flatMap((batch) => batch.events);
  return {
    events,
    positions: () => events().map(({ position }) => position),
    sees: (position) =>
      Promise.race([
        new Promise<void>((resolve) => {
          look = () => {
            if ((batches.at(-1)?.watermark ?? after) >= position) resolve();
          };
          look();
        }),
        done.then(() => Promise.reject(new Error(`stopped before position ${position}`))),
      ]),
    halted: async () => {
      const end = await done.then(
        () => null,
        (error: unknown) => error,
      );
      if (end instanceof LogHalted) return end;
      throw new Error('the log did not halt', { cause: end });
    },
    stop,
  };
}

/**
 * As a read model does: where the log halts, it asks again after a while until it goes on. Answers what was delivered after a position and up to another.
 * A reader that was never done with a halt hangs, and its spec with it.
 */
export async function readUntilItGoesOn(log: EventLog, after: number, upTo: number): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const reader = await read(log, events.at(-1)?.position ?? after);
    const goesOn = await reader.sees(upTo).then(
      () => true,
      (error: unknown) => {
        if (error instanceof LogHalted) return false;
        throw error;
      },
    );
    events.push(...reader.events());
    if (goesOn) return events;
    await sleep(100);
  }
}

async function subscribed(
  log: EventLog,
  after: number,
  onBatch: (batch: LogBatch) => void,
): Promise<{ done: Promise<void>; stop: () => Promise<void> }> {
  const handle = (batch: LogBatch): Promise<void> => Promise.resolve(onBatch(batch));
  const subscription = await log.subscribe({ name: 'reader', after, handle });
  subscription.done.catch(() => undefined); // Looked at by whoever expects an end.
  return { done: subscription.done, stop: () => subscription.stop() };
}
