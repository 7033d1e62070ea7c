import { setTimeout as sleep } from 'node:timers/promises';
import { StoreTailEventLog, type EventLog, type LogBatch } from '#libs/event-log';
import { eventStoreMigrations, PostgresEventStore } from '#libs/event-store';
import { countingIds, manualClock, sha256, type Clock } from '#libs/kernel';
import { createTestDatabase, type TestDatabase } from '#libs/postgres';
import type { DeadlineHandler } from '../deadline.js';
import { Deadlines } from '../deadlines.js';
import { reactorMigrations } from '../migrations.js';
import type { Reactor } from '../reactor.js';
import { Reactors, type ReactorsOptions } from '../reactors.js';

/** A store on a database of its own, and hosts on it: each stands for a process. */
export interface Bench extends TestDatabase {
  readonly store: PostgresEventStore;
  readonly log: EventLog;
  readonly clock: Clock & { set(instant: string): void };
  /** Stores so many events, each a command of its own. Answers the position reached. */
  record(events: number): Promise<number>;
  reactors(reactor: Reactor, log?: EventLog, options?: Pick<ReactorsOptions, 'mendedAfterMs'>): Reactors;
  deadlines(...handlers: readonly DeadlineHandler[]): Deadlines;
  close(): Promise<void>;
}

export const START = '2023-10-27T12:00:00.000Z';

export async function openBench(): Promise<Bench> {
  const database = await createTestDatabase([...eventStoreMigrations, ...reactorMigrations], { poolSize: 10 });
  const { pool } = database;
  const store = new PostgresEventStore({ pool });
  const ids = countingIds();
  const log = new StoreTailEventLog(store, { batchSize: 3 });
  const clock = manualClock(START);
  const hosts: { stop(): Promise<void> }[] = [];
  const hosted = <H extends { stop(): Promise<void> }>(host: H): H => {
    hosts.push(host);
    return host;
  };
  return {
    ...database,
    store,
    log,
    clock,
    record: async (events) => {
      for (let n = 0; n < events; n++) {
        await store.append({
          command: { id: ids.next(), contentHash: sha256('spec') },
          meta: { actor: 'spec' },
          streams: [
            {
              stream: `s${n % 4}`,
              expected: 'any',
              events: [{ id: ids.next(), type: 'Happened', data: {}, effectiveOn: null }],
            },
          ],
          result: null,
        });
      }
      return (await store.head()).position;
    },
    reactors: (reactor, own = log, options = {}) =>
      hosted(new Reactors({ pool, store, log: own, reactors: [reactor], ...options })),
    deadlines: (...handlers) => hosted(new Deadlines({ pool, clock, handlers, pollMs: 20 })),
    close: async () => {
      await Promise.all(hosts.map((host) => host.stop()));
      await log.close();
      await store.close();
      await database.drop();
    },
  };
}

/** A reactor that notes the positions it was given, and does first what the spec says. */
export function noting(
  seen: number[],
  first: (batch: LogBatch) => Promise<void> | void = () => undefined,
  overrides: Partial<Reactor> = {},
): Reactor {
  return {
    name: 'noting',
    begins: 'first',
    pace: 0,
    react: async (batch) => {
      await first(batch);
      seen.push(...batch.events.map(({ position }) => position));
    },
    ...overrides,
  };
}

/** 1 … n. */
export const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1);

/** Resolves as soon as it holds; the spec's own time limit is the only one. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10);
}
