import { LogHalted, StoreTailEventLog, type Consumer, type EventLog, type LogBatch } from '#libs/event-log';
import type { EventStore } from '#libs/event-store';

/** A log over a store that stops as if a record could not be read, or delivers again what it delivered before. */
export class FaultyLog implements EventLog {
  /** Nothing behind this position is delivered: there the log halts. Null: it goes on. */
  haltAfter: number | null = null;
  /** Each batch comes twice, and then once more with what came before it. */
  repeats = false;
  /** Told whenever somebody begins to consume. */
  onSubscribe: (consumer: Consumer) => Promise<void> = () => Promise.resolve();
  private readonly tail: StoreTailEventLog;

  constructor(store: EventStore, batchSize = 3) {
    this.tail = new StoreTailEventLog(store, { batchSize });
  }

  async subscribe(consumer: Consumer): ReturnType<EventLog['subscribe']> {
    await this.onSubscribe(consumer);
    if (this.haltAfter !== null && consumer.after >= this.haltAfter) {
      const done = Promise.reject(this.halted(consumer.after));
      done.catch(() => undefined);
      return { done, stop: () => Promise.resolve() };
    }
    const batches: LogBatch[] = [];
    return this.tail.subscribe({
      ...consumer,
      // A batch of three, as the bench has it: what comes again must come in pieces.
      batchSize: Math.min(consumer.batchSize ?? 3, 3),
      handle: async (batch) => {
        const end = this.haltAfter;
        const events = batch.events.filter(({ position }) => end === null || position <= end);
        const last = events.at(-1);
        if (last !== undefined) batches.push({ events, watermark: last.position });
        if (last !== undefined) await this.deliver(consumer, batches);
        if (end !== null && batch.watermark >= end) throw this.halted(Math.max(end, consumer.after));
      },
    });
  }

  close(): Promise<void> {
    return this.tail.close();
  }

  private async deliver(consumer: Consumer, batches: readonly LogBatch[]): Promise<void> {
    const [before, batch] = batches.slice(-2);
    const latest = batch ?? before;
    if (latest === undefined) return;
    await consumer.handle(latest);
    if (!this.repeats) return;
    await consumer.handle(latest);
    if (before === undefined || batch === undefined) return;
    await consumer.handle(before);
    await consumer.handle({ events: [...before.events, ...batch.events], watermark: batch.watermark });
  }

  private halted(after: number): LogHalted {
    const place = { topic: 'spec.events', partition: 4, offset: '17' };
    return new LogHalted(after, 'RECORD_NOT_JSON', 'spec.events partition 4 offset 17: Unexpected end of JSON', place);
  }
}
