import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Numbers of this process, in a registry of its own so that two applications in one process (a test) do not share them. */
export class ServiceMetrics {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A gauge that is read when somebody looks. */
  observe(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name: `bovenlokaal_${name}`,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }

  /** A gauge with a label, read when somebody looks. */
  observeEach(name: string, help: string, label: string, read: () => Promise<ReadonlyMap<string, number>>): void {
    new Gauge({
      name: `bovenlokaal_${name}`,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const [key, value] of await read()) this.set({ [label]: key }, value);
      },
    });
  }
}
