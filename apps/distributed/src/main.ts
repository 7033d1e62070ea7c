import { Tokens } from '#libs/access';
import { packageFile, systemClock } from '#libs/kernel';
import { freePort } from '#libs/postgres';
import { SettingsError, stopWhenTold } from '#libs/service';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { addressLines, demoLines } from '../../platform/src/banner.js';
import { readComposeFile, type ComposeService } from './compose-file.js';
import { AlreadyRunning, DistributedFile, type ProcessEntry } from './distributed-file.js';
import { ComposeError } from './interpolate.js';
import { launcherSettings, type LauncherSettings } from './settings.js';
import { NotStarted } from './not-started.js';
import { PortTaken, Shape } from './shape.js';
import { startKafka, startPostgres, type PostgresPlace, type Surrounding } from './surroundings.js';
import { PASSWORD } from './translation.js';

const IMAGE = 'bovenlokaal';
const DEFAULT_FOLDER = '.bovenlokaal';
/** Postgres writes its last checkpoint, Kafka closes its files, and eight processes stop before them. */
const STOP_DEADLINE_MS = 120_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const sayOf = (by: string) => (line: string) => void process.stderr.write(`${by.padEnd(11)} | ${line}\n`);

/*
 * The distributed shape on this machine, from docker-compose.yml itself. It may share a data folder with `npm start` or the command line:
 * they use one Postgres, which the last of them stops; whoever holds a read model's lock feeds it, from Kafka here and from the store
 * there, and the tables are the same; events of either reach Kafka. Two of these on one folder are refused.
 */

/** Everything that was started, in the order in which it must be stopped. */
const stops: (() => Promise<void> | void)[] = [];
const told = new AbortController();

async function start(settings: LauncherSettings): Promise<void> {
  const pids = new Map<string, number>();
  let write = (): void => undefined;
  const onPid = (name: string) => (pid: number | null) => {
    if (pid === null) pids.delete(name);
    else pids.set(name, pid);
    write();
  };
  const surroundings = new Map<string, Surrounding<unknown>>();
  const embedded = settings.databaseUrl === undefined;
  const all = servicesOf(settings, settings.demo ?? embedded);

  const database = await databaseFor(settings, onPid('postgres'), surroundings);
  told.signal.throwIfAborted();
  const file = new DistributedFile(database.folder);
  stops.unshift(() => file.remove());
  const kafkaBrokers = settings.kafkaBrokers ?? (await kafkaIn(database.folder, all, onPid('kafka-1'), surroundings));

  const shape = await Shape.of({
    services: all.filter(({ image }) => image === IMAGE),
    machine: { databaseUrl: database.url, kafkaBrokers, folder: database.folder },
    surroundings,
    firstPort: settings.port,
    inherited: inheritedBy(all),
    say: (line, by) => sayOf(by)(line),
    onChange: () => write(),
  });
  told.signal.throwIfAborted();
  stops.unshift(() => shape.stop());
  write = () => {
    const { api, processes } = shape.document();
    const beside = [...pids].map(([name, pid]): ProcessEntry => ({ name, service: name.replace(/-\d+$/, ''), pid }));
    file.write({ api, processes: [...processes, ...beside] });
  };
  write();
  await shape.start();
  told.signal.throwIfAborted();
  await announce(shape, database.folder, settings.demo ?? embedded);
}

function servicesOf({ composeFile }: LauncherSettings, demo: boolean): readonly ComposeService[] {
  const path = composeFile ?? packageFile('docker-compose.yml');
  return readComposeFile(readFileSync(path, 'utf8'), {
    // As loud as somebody at a terminal wants to read eight processes; whoever wants more says so.
    LOG_LEVEL: 'warn',
    ...process.env,
    DEMO: String(demo),
    // Of the Postgres of the containers: the one here has its own.
    POSTGRES_PASSWORD: 'unused',
  });
}

async function databaseFor(
  { databaseUrl, dataFolder }: LauncherSettings,
  onPid: (pid: number | null) => void,
  surroundings: Map<string, Surrounding<unknown>>,
): Promise<PostgresPlace> {
  if (databaseUrl !== undefined) {
    const folder = resolve(dataFolder ?? DEFAULT_FOLDER);
    mkdirSync(folder, { recursive: true });
    return { url: databaseUrl, folder };
  }
  const postgres = startPostgres(dataFolder, onPid, sayOf('postgres'));
  stops.unshift(() => postgres.process.stop());
  surroundings.set('postgres', postgres);
  return postgres.serving;
}

async function kafkaIn(
  folder: string,
  services: readonly ComposeService[],
  onPid: (pid: number | null) => void,
  surroundings: Map<string, Surrounding<unknown>>,
): Promise<string> {
  const port = await freePort(null);
  if (services.some(({ name }) => name === 'kafka')) {
    const kafka = startKafka(port, join(folder, 'kafka'), onPid, sayOf('kafka-1'));
    stops.unshift(() => kafka.process.stop());
    surroundings.set('kafka', kafka);
  }
  return `127.0.0.1:${port}`;
}

/** The environment that we were started in, without what the processes are told by the compose file. */
function inheritedBy(services: readonly ComposeService[]): NodeJS.ProcessEnv {
  const told = new Set(services.flatMap(({ environment }) => Object.keys(environment)));
  told.delete(PASSWORD);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !told.has(name)));
}

async function announce(shape: Shape, folder: string, demo: boolean): Promise<void> {
  const { api, processes } = shape.document();
  for (const line of await shape.halted()) say(line);
  if (demo) for (const line of await demoLines(await Tokens.inFolder(folder, systemClock))) say(line);
  say('Bovenlokaal draait gedistribueerd; stop met Ctrl-C. Welke processen er zijn, staat steeds in');
  say(`  ${join(folder, 'distributed.json')}`);
  for (const { name, health } of processes) say(`  ${name.padEnd(12)}${health ?? ''}`);
  const [first = '', ...others] = api;
  for (const url of others) say(`  Ook        ${url}/graphql`);
  const graphiql = process.env['NODE_ENV'] !== 'production';
  for (const line of addressLines({ url: first, metricsPort: null, graphiql })) say(line);
}

/** In the words of whoever started it where we know the cause; a bug keeps its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isKnown = [SettingsError, ComposeError, AlreadyRunning, PortTaken, NotStarted].some((E) => error instanceof E);
  return isKnown ? error.message : (error.stack ?? error.message);
}

const tell = (error: unknown): void => void process.stderr.write(`${explain(error)}\n`);

async function stop(): Promise<void> {
  told.abort();
  while (stops.length > 0) await stops.shift()?.();
}

const starting = (async () => start(launcherSettings(process.env)))();
stopWhenTold(stop, { deadlineMs: STOP_DEADLINE_MS, onFailure: tell });
starting.catch(async (error: unknown) => {
  // Stopped in the middle of it: whoever stops sees to the end.
  if (told.signal.aborted) return;
  tell(error);
  await stop().catch(tell);
  process.exit(1);
});
