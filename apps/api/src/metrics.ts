import { ServiceMetrics } from '#libs/service';
import { Counter, Histogram } from 'prom-client';

/** What the API counts besides what every process does. */
export class ApiMetrics extends ServiceMetrics {
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
}
