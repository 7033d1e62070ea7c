import type { Logger } from 'pino';
import { HealthServer, type Health } from './health-server.js';
import { createLog } from './log.js';
import { MetricsServer } from './metrics-server.js';
import { ServiceMetrics } from './service-metrics.js';
import { SettingsError, type Environment, type ServiceSettings } from './settings.js';
import { stopWhenTold, whenParentIsGone } from './stopping.js';

/** What a process gets from its shell. */
export interface ServiceContext {
  readonly log: Logger;
  /** Aborted as soon as the process is told to stop; `start` may be waiting for something by then. */
  readonly signal: AbortSignal;
  readonly metrics: ServiceMetrics;
}

/** A process that has started. */
export interface Service {
  /** Finishes what is in hand and lets go of everything. Called once. */
  stop(): Promise<void>;
  /** Left out by who answers `/health` itself. */
  health?(): Promise<Health>;
  /** Rejects when it cannot go on; the process then ends with 1, for its supervisor to start it anew. */
  readonly broken?: Promise<never>;
}

export interface ServiceDefinition<S extends ServiceSettings> {
  readonly name: string;
  /** @throws SettingsError */
  readonly settings: (env: Environment) => S;
  /** Starts it; waits, as long as it takes, for what is not there yet. */
  start(settings: S, context: ServiceContext): Promise<Service>;
  /** True for who listens on `PORT` and `METRICS_PORT` itself. */
  readonly listensItself?: boolean;
}

/** Runs a process of the product until it is told to stop. The shell of every process that stays. */
export async function runService<S extends ServiceSettings>(definition: ServiceDefinition<S>): Promise<void> {
  const settings = settingsOrExit(definition.settings);
  const log = createLog(definition.name, settings.LOG_LEVEL);
  const fail = (error: unknown, what: string): never => {
    log.fatal({ err: error }, what);
    process.exit(1);
  };
  process.on('uncaughtException', (error) => fail(error, 'a fault that nobody caught'));

  const stopping = new AbortController();
  const metrics = new ServiceMetrics();
  let service: Service | null = null;
  const look = async (): Promise<Health> => {
    if (stopping.signal.aborted) return { ready: false, details: { phase: 'stopping' } };
    if (service === null) return { ready: false, details: { phase: 'starting' } };
    return (await service.health?.()) ?? { ready: true, details: {} };
  };
  const { HOST: host, PORT: port, METRICS_HOST, METRICS_PORT } = settings;
  const health = new HealthServer({ host, port, look, log });
  const metricsServer = new MetricsServer(metrics, { host: METRICS_HOST, port: METRICS_PORT }, log);

  const starting = (async (): Promise<void> => {
    if (definition.listensItself !== true) {
      await health.listen();
      await metricsServer.listen();
    }
    const started = await definition.start(settings, { log, signal: stopping.signal, metrics });
    service = started;
    log.info('started');
    started.broken?.catch((error: unknown) => {
      if (!stopping.signal.aborted) fail(error, 'cannot go on');
    });
  })();
  starting.catch((error: unknown) => {
    if (!stopping.signal.aborted) fail(error, 'could not start');
  });

  stopWhenTold(
    async (reason) => {
      log.info({ reason }, 'stopping');
      stopping.abort();
      // Who was told in the middle of its start has nothing to stop, or stops what it has made by then.
      await starting.catch(() => undefined);
      await service?.stop();
      await metricsServer.close();
      await health.close();
      log.info('stopped');
    },
    { onFailure: (error) => log.fatal({ err: error }, 'not stopped in order') },
  );
  await starting.catch(() => undefined);
}

export interface JobDefinition<S extends Pick<ServiceSettings, 'LOG_LEVEL'>> {
  readonly name: string;
  /** @throws SettingsError */
  readonly settings: (env: Environment) => S;
  work(settings: S, context: Pick<ServiceContext, 'log' | 'signal'>): Promise<void>;
}

/**
 * Runs a process that does one thing and ends with 0, or with 1 where it failed or was told to stop. What it was doing may be cut
 * off anywhere: its work must be such that doing it again completes it.
 */
export async function runJob<S extends Pick<ServiceSettings, 'LOG_LEVEL'>>(job: JobDefinition<S>): Promise<void> {
  const settings = settingsOrExit(job.settings);
  const log = createLog(job.name, settings.LOG_LEVEL);
  const cutOff = (reason: string): never => {
    log.warn({ reason }, 'cut off');
    process.exit(1);
  };
  // As the first process of a container a signal does nothing unless somebody listens for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => cutOff(signal));
  whenParentIsGone(() => cutOff('parent gone'));
  try {
    await job.work(settings, { log, signal: new AbortController().signal });
    log.info('done');
    process.exit(0);
  } catch (error) {
    log.fatal({ err: error }, 'failed');
    process.exit(1);
  }
}

function settingsOrExit<S>(read: (env: Environment) => S): S {
  try {
    return read(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
