import 'reflect-metadata';
import { Tokens } from '#libs/access';
import { migrateStore } from '#libs/composition';
import { EmbeddedPostgresError, openDatabase, SchemaNewerError } from '#libs/postgres';
import { PROJECTION_HOST, ProjectionHalted, type ProjectionHost } from '#libs/projections';
import { MetricsServer, SettingsError, stopWhenTold } from '#libs/service';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AddressInfo } from 'node:net';
import { configureApi, createApiAdapter } from '../../api/src/index.js';
import { fillStore } from '../../setup/src/index.js';
import { addressLines, demoLines } from './banner.js';
import { readConfiguration, type Configuration } from './configuration.js';
import { PlatformModule } from './platform.module.js';

const DEFAULT_FOLDER = '.bovenlokaal';
/** The embedded Postgres writes a checkpoint at its end, which takes a while after much was imported. */
const STOP_DEADLINE_MS = 60_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Starts everything; answers with how to stop it. */
async function start(configuration: Configuration): Promise<() => Promise<void>> {
  const database = await openDatabase({
    // A database that was given wins; the folder then only holds the key.
    ...(configuration.databaseUrl === undefined && configuration.dataFolder !== undefined
      ? { dataFolder: configuration.dataFolder }
      : {}),
    env: { DATABASE_URL: configuration.databaseUrl },
    log: say,
  });
  try {
    await migrateStore(database.url);
    const keyFolder = database.folder ?? configuration.dataFolder ?? DEFAULT_FOLDER;
    const demo = configuration.demo ?? database.embedded;
    // Before anything runs on it: what a demo does in the past, nobody may answer in the present.
    await fillStore({ url: database.url, keyFolder }, { demo, progress: say });
    const app = await NestFactory.create<NestFastifyApplication>(
      PlatformModule.forRoot({ ...configuration, url: database.url, keyFolder }),
      createApiAdapter(),
      { logger: ['error', 'fatal', 'warn'], abortOnError: false },
    );
    const stop = async (): Promise<void> => {
      await app.close();
      await database.close();
    };
    try {
      configureApi(app);
      await app.init();
      await catchUp(app);
      await app.listen(configuration.port, configuration.host);
      await announce(app, configuration, demo);
      return stop;
    } catch (error) {
      await app.close();
      throw error;
    }
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Read models hold all that the store began with when this is done. */
async function catchUp(app: NestFastifyApplication): Promise<void> {
  try {
    await app.get<ProjectionHost>(PROJECTION_HOST).catchUp();
  } catch (error) {
    // The others can be read, and the health page says which one stands still.
    if (!(error instanceof ProjectionHalted)) throw error;
    say(explain(error));
  }
}

async function announce(app: NestFastifyApplication, { host }: Configuration, demo: boolean): Promise<void> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  // An address, not a name: where `localhost` means ::1 first, each new connection would wait before it tries ours.
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host;
  const url = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
  if (demo) for (const line of await demoLines(app.get(Tokens, { strict: false }))) say(line);
  say('Bovenlokaal draait; stop met Ctrl-C.');
  const metricsPort = app.get(MetricsServer, { strict: false }).port;
  for (const line of addressLines({ url, metricsPort, graphiql: process.env['NODE_ENV'] !== 'production' })) say(line);
}

/** In the words of whoever started it where we know the cause; a bug keeps its stack. */
function explain(error: unknown): string {
  if (error instanceof SettingsError || error instanceof EmbeddedPostgresError || error instanceof SchemaNewerError) {
    return error.message;
  }
  if (error instanceof ProjectionHalted) {
    return `Leesmodel ${error.projection} staat stil bij gebeurtenis ${error.position}: ${error.reason}`;
  }
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `De poort is bezet: ${message}. Kies een andere met PORT=….`;
  if (code === 'EACCES') return `Dat mag niet op deze machine: ${message}.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `De database van DATABASE_URL antwoordt niet: ${message}.`;
  return stack ?? String(error);
}

const starting = (async () => start(readConfiguration(process.env)))();

stopWhenTold(
  async () => {
    // Whoever could not start has said why, and ends by itself.
    const stop = await starting.catch(() => new Promise<never>(() => undefined));
    await stop();
  },
  {
    deadlineMs: STOP_DEADLINE_MS,
    onFailure: (error) => void process.stderr.write(`${explain(error)}\n`),
  },
);

starting.catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
