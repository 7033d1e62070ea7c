import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whoever collects gives up after some seconds, and then has nothing at all: what takes longer than this, in ms, is left out. */
const READ_MS = 1_000;

/** Numbers of this process, in a registry of its own so that two applications in one process (a test) do not share them. */
export class ServiceMetrics {
  readonly registry = new Registry();
  /** What is being collected, by name; true where it could not be read. */
  readonly #collecting = new Map<string, Promise<boolean>>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    const collecting = this.#collecting;
    new Gauge({
      name: 'bovenlokaal_metrics_unreadable',
      help: 'Metrics that are left out because they could not be read',
      registers: [this.registry],
      async collect() {
        // The others are begun in the same turn.
        await Promise.resolve();
        this.set((await Promise.all(collecting.values())).filter(Boolean).length);
      },
    });
  }

  /** A gauge that is read when somebody looks. One that cannot be read is left out: most of all then the others are wanted. */
  observe(name: string, help: string, read: () => number | Promise<number>): void {
    const collect = this.collector(name, read);
    new Gauge({
      name: `bovenlokaal_${name}`,
      help,
      registers: [this.registry],
      async collect() {
        const value = await collect();
        // Not what it was: an old number would pass for one of now.
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  }

  /** A gauge with a label, read when somebody looks; as `observe`. */
  observeEach(name: string, help: string, label: string, read: () => Promise<ReadonlyMap<string, number>>): void {
    const collect = this.collector(name, read);
    new Gauge({
      name: `bovenlokaal_${name}`,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        const values = await collect();
        this.reset();
        for (const [key, value] of values ?? []) this.set({ [label]: key }, value);
      },
    });
  }

  /** Reads in time or answers null; never rejects. What hangs is not asked for again while it does. */
  private collector<T>(name: string, read: () => T | Promise<T>): () => Promise<T | null> {
    let reading: Promise<T> | null = null;
    return async () => {
      reading ??= (async () => read())().finally(() => (reading = null));
      const inTime = Promise.race([reading, sleep(READ_MS, null, { ref: false })]).catch(() => null);
      const collecting = inTime.then((value) => value === null);
      this.#collecting.set(name, collecting);
      const value = await inTime;
      if (this.#collecting.get(name) === collecting) this.#collecting.delete(name);
      return value;
    };
  }
}
