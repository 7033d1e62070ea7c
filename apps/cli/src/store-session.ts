import 'reflect-metadata';
import {
  AUDIT_TRAIL,
  circumstanceOf,
  newTraceId,
  recordOrTell,
  Tokens,
  type AuditTrail,
  type Identity,
} from '#libs/access';
import { type LogChoice, migrateStore, productModules, seedShippedPolicies } from '#libs/composition';
import { kafkaSettings, type KafkaSettings } from '#libs/event-log';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, refuse, systemClock, type JsonObject, type Refusal, type Result } from '#libs/kernel';
import { openDatabase, type OpenDatabase } from '#libs/postgres';
import { PROJECTION_HOST, ProjectionBehind, ProjectionHalted, type ProjectionHost } from '#libs/projections';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { duringWork } from './failure.js';
import { identify } from './identity.js';
import { keyFolder } from './key-folder.js';
import type { StoreOptions } from './options.js';
import { EXIT, tellRefused, type ExitCode, type Terminal } from './terminal.js';

/** A store that is open for one command: migrated, with its policies, asked by somebody known. */
export interface StoreSession {
  readonly app: INestApplicationContext;
  readonly identity: Identity;
  readonly store: EventStore;
  readonly host: ProjectionHost;
  /** How long nothing may come in for read models that are waited for, in milliseconds: only a broker can be away while the store is there. */
  readonly patienceMs: number;
}

/** Connections of one command: an append, a reader, the projections. */
const POOL_SIZE = 6;
/** A relay or a projector that was killed is back in seconds. */
const PATIENCE_MS = 30_000;

@Module({})
class CommandLineModule {}

/**
 * Opens the store that the options name, does the work and gives the store up again. A store made by this is migrated and
 * empty but for the policy that ships with the software; demo data is loaded by `npm start` only.
 */
export async function withStore(
  to: Terminal,
  options: StoreOptions,
  work: (session: StoreSession) => Promise<ExitCode>,
): Promise<ExitCode> {
  const kafka = kafkaOfEnvironment();
  if (!kafka.ok) return tellRefused(to, kafka.refusals);
  const database = await openStore(to, options);
  try {
    const token = options.token ?? process.env['BOVENLOKAAL_TOKEN'];
    // Before anything is touched: somebody without a token of ours does not get to migrate a database.
    const who = await identify(database, token, {
      verifyToken: async (given) => (await Tokens.inFolder(keyFolder(database), systemClock)).verifyToken(given),
    });
    if (!who.ok) return tellRefused(to, who.refusals);
    await migrateStore(database.url);
    // An embedded database is fed by its own tail, whatever else runs on this machine.
    const log = database.embedded ? 'store-tail' : (kafka.value ?? 'store-tail');
    const app = await contextOn(database, log);
    try {
      const store = app.get<EventStore>(EVENT_STORE);
      await seedShippedPolicies(store);
      const host = app.get<ProjectionHost>(PROJECTION_HOST);
      const identity = { ...who.value, circumstance: { origin: 'cli', traceId: newTraceId() } };
      return await work({
        app,
        identity,
        store,
        host,
        patienceMs: log === 'store-tail' ? Infinity : PATIENCE_MS,
      }).catch((error: unknown) => {
        throw duringWork(error);
      });
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

/** The database that the options and the environment name; an embedded one is started if need be. */
export function openStore(to: Terminal, options: StoreOptions): Promise<OpenDatabase> {
  const { DATABASE_URL, DATA_FOLDER } = process.env;
  const folder = options.data ?? (DATABASE_URL ? undefined : DATA_FOLDER || undefined);
  return openDatabase({
    ...(folder === undefined ? {} : { dataFolder: folder }),
    env: process.env,
    log: (text) => to.progress(text),
  });
}

/** How this machine reaches Kafka; null where the environment names none. Refuses `SETTINGS_INVALID`. */
export function kafkaOfEnvironment(): Result<KafkaSettings | null> {
  try {
    return ok(kafkaSettings(process.env));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse('SETTINGS_INVALID', error.message);
  }
}

async function contextOn(database: OpenDatabase, log: LogChoice): Promise<INestApplicationContext> {
  const composition = {
    module: CommandLineModule,
    imports: productModules({
      url: database.url,
      poolSize: POOL_SIZE,
      log,
      // Read models are caught up by whoever asks; the running is left to `npm start`.
      runProjections: false,
      keyFolder: keyFolder(database),
    }),
  };
  return NestFactory.createApplicationContext(composition, { logger: ['error', 'fatal'], abortOnError: false });
}

/** Tells a refused result, or hands its value on. */
export async function whenOk<T>(
  to: Terminal,
  result: Result<T, Refusal>,
  then: (value: T) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  return result.ok ? then(result.value) : tellRefused(to, result.refusals, EXIT.refused);
}

/**
 * Brings the read models up to the log before they are read. Refuses `READ_MODEL_HALTED` where one cannot go on: an answer
 * from an old state would be wrong without saying so. So it refuses `READ_MODEL_BEHIND` where nothing comes in from Kafka.
 */
export async function caughtUp({
  host,
  patienceMs,
}: Pick<StoreSession, 'host' | 'patienceMs'>): Promise<Result<number>> {
  try {
    return ok(await host.catchUp(undefined, { patienceMs }));
  } catch (error) {
    if (error instanceof ProjectionHalted) return refuseHalted(error);
    if (error instanceof ProjectionBehind) return refuseBehind(error);
    throw error;
  }
}

export function refuseBehind({ projection: name, position, target }: ProjectionBehind): Result<never> {
  const message = `leesmodel ${name} komt niet verder dan ${position} van ${target}; zijn Kafka en de relay er?`;
  return refuse('READ_MODEL_BEHIND', message, [], { name, position, head: target });
}

export function refuseHalted({ projection: name, position, reason }: ProjectionHalted): Result<never> {
  const message = `leesmodel ${name} staat stil bij ${position}: ${reason}`;
  return refuse('READ_MODEL_HALTED', message, [], { name, position });
}

/** Leaves an audit line for what goes over no command bus, with the codes of what `work` tells as refused. */
export async function audited(
  to: Terminal,
  { app, identity }: Pick<StoreSession, 'app' | 'identity'>,
  operation: string,
  object: JsonObject,
  work: (to: Terminal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const trail = app.get<AuditTrail>(AUDIT_TRAIL);
  const line = { at: systemClock.now(), actor: identity.actor, role: identity.role, operation, object };
  const codes = new Set<string>();
  const hearing: Terminal = { ...to, refused: (refusals) => refusals.forEach(({ code }) => codes.add(code)) };
  const record = (result: 'done' | 'refused' | 'failed'): Promise<void> =>
    recordOrTell(trail, { ...line, result, codes: [...codes].slice(0, MOST_CODES), ...circumstanceOf(identity) });
  let code: ExitCode;
  try {
    code = await work(hearing);
  } catch (error) {
    await record('failed');
    throw error;
  }
  await record(code === EXIT.done ? 'done' : 'refused');
  return code;
}

/** As many codes as an audit line of the command bus keeps. */
const MOST_CODES = 20;
