import { setTimeout as sleep } from 'node:timers/promises';
import { ANONYMOUS } from '#libs/access';
import { StoreTailEventLog, type StatePublisher } from '#libs/event-log';
import { eventStoreMigrations } from '#libs/event-store';
import { periodOf, today, type JsonObject, type Period, type Scope } from '#libs/kernel';
import { migrate } from '#libs/postgres';
import { projectionMigrations } from '#libs/projections';
import { Deadlines, reactorMigrations, Reactors } from '#libs/reactors';
import { ReadFigures, VisibleQuestions } from '../../../read-model/index.js';
import { ReadFiguresHandler } from '../../../read-model/read-figures.handler.js';
import { PV26 } from '../../../read-model/testing/ask.js';
import { openDesk, registry, type Desk } from '../../../read-model/testing/desk.js';
import { FiguresPublisher } from '../figures-publisher.js';
import { publishFiguresMigrations } from '../figures-sent.js';
import { PublishFigures, PublishFiguresAnew } from '../publish-figures.reactor.js';

export const SOURCE = 'urn:nld:oin:00000000000000000000:systeem:spec';

/** Every scope of the little province of the specs. */
export const SCOPES = ['NL', 'PV26', ...PV26] as readonly string[] as readonly Scope[];

/** A worker: what its process runs. */
export interface Worker {
  readonly reactors: Reactors;
  readonly deadlines: Deadlines;
  start(): void;
  stop(): Promise<void>;
  /** Everything that happened was answered, and everything that is due was done. */
  level(): Promise<void>;
}

export interface TopicDesk extends Desk {
  worker(topic: StatePublisher): Worker;
  /** What somebody without a token is answered. */
  answer(scope: Scope, period: Period): Promise<JsonObject | null>;
  /** Sessions of the database that wait for an advisory lock. */
  waitingForLock(): Promise<number>;
  /** All that a reader of the topic should have: every scope of every period with facts, and of the current one. */
  answers(): Promise<ReadonlyMap<string, JsonObject>>;
}

export async function openTopicDesk(): Promise<TopicDesk> {
  const desk = await openDesk();
  const { pool } = desk.database;
  await migrate(desk.database.url, [
    ...eventStoreMigrations,
    ...projectionMigrations,
    ...reactorMigrations,
    ...publishFiguresMigrations,
  ]);
  const visible = new VisibleQuestions(registry);
  const questions = new ReadFiguresHandler(visible, desk.reader);
  const log = new StoreTailEventLog(desk.store);
  const workers: Worker[] = [];

  const answer = async (scope: Scope, period: Period): Promise<JsonObject | null> => {
    const figures = await questions.execute(new ReadFigures(ANONYMOUS, { scope, period }));
    return figures.ok ? (JSON.parse(JSON.stringify(figures.value)) as JsonObject) : null;
  };

  const periodsWithFacts = async (): Promise<readonly Period[]> => {
    const { rows } = await desk.host.read<{ period: Period }>('figures', (schema) => ({
      text: ['target', 'published', 'explanation', 'ledger']
        .map((table) => `select period from ${schema}.${table}`)
        .join(' union '),
    }));
    return rows.map(({ period }) => period);
  };

  return {
    ...desk,
    worker: (topic) => {
      const publisher = new FiguresPublisher(
        pool,
        desk.host,
        desk.clock,
        desk.reader,
        visible,
        registry,
        topic,
        SOURCE,
      );
      const reactors = new Reactors({ pool, store: desk.store, log, reactors: [new PublishFigures(publisher)] });
      const deadlines = new Deadlines({
        pool,
        clock: desk.clock,
        handlers: [new PublishFiguresAnew(publisher)],
        pollMs: 20,
      });
      const worker: Worker = {
        reactors,
        deadlines,
        start: () => {
          reactors.start();
          deadlines.start();
        },
        stop: async () => {
          await Promise.all([reactors.stop(), deadlines.stop()]);
        },
        level: () =>
          until(async () => {
            const [status] = await reactors.status();
            const { open, overdue } = await deadlines.status();
            return status?.lag === 0 && open === 1 && overdue === 0;
          }),
      };
      workers.push(worker);
      return worker;
    },
    answer,
    waitingForLock: async () => {
      const { rows } = await pool.query<{ n: number }>(
        `select count(*)::int as n from pg_locks
         where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
      );
      return rows[0]?.n ?? 0;
    },
    answers: async () => {
      await desk.host.catchUp();
      const periods = new Set([...(await periodsWithFacts()), periodOf(today(desk.clock))]);
      const answers = new Map<string, JsonObject>();
      for (const period of periods) {
        for (const scope of SCOPES) {
          const given = await answer(scope, period);
          if (given !== null) answers.set(`${scope}/${period}`, given);
        }
      }
      return answers;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await log.close();
      await desk.close();
    },
  };
}

/** A topic in memory: notes what is put, and holds the last state of each key, as the real one does after compaction. */
export interface NotedTopic extends StatePublisher {
  readonly puts: readonly { readonly key: string; readonly value: JsonObject }[];
  readonly states: ReadonlyMap<string, JsonObject>;
}

export function notedTopic(before: () => Promise<void> | void = () => undefined): NotedTopic {
  const puts: { readonly key: string; readonly value: JsonObject }[] = [];
  const states = new Map<string, JsonObject>();
  return {
    puts,
    states,
    put: async (entries) => {
      await before();
      for (const { key, value } of entries) {
        puts.push({ key, value });
        states.set(key, value);
      }
    },
    close: () => Promise.resolve(),
  };
}

/** The figures of the states of a topic, without the position: a state that says nothing new is not put again. */
export const figuresOf = (states: ReadonlyMap<string, JsonObject>): ReadonlyMap<string, JsonObject> =>
  new Map([...states].map(([key, { data }]) => [key, withoutPosition(data as JsonObject)]));

export const withoutPosition = (figures: JsonObject): JsonObject => ({ ...figures, position: 0 });

/** Resolves as soon as it holds; the spec's own time limit is the only one. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}
