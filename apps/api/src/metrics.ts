import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Numbers of this process, in a registry of its own so that two applications in one process (a test) do not share them. */
export class ApiMetrics {
  readonly registry = new Registry();

  readonly operations = new Histogram({
    name: 'bovenlokaal_graphql_operation_seconds',
    help: 'Time from the start of a GraphQL operation over HTTP to its answer',
    labelNames: ['operation', 'outcome'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  readonly faults = new Counter({
    name: 'bovenlokaal_faults_total',
    help: 'Faults that were masked for the asker and logged',
    registers: [this.registry],
  });

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
