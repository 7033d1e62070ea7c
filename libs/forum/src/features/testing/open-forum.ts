import type { Identity } from '#libs/access';
import { EventLogModule } from '#libs/event-log';
import { eventStoreMigrations, EventStoreModule, type Commanded } from '#libs/event-store';
import { manualClock, type Result } from '#libs/kernel';
import { createTestDatabase, PG_POOL } from '#libs/postgres';
import { PROJECTION_HOST, projectionMigrations, ProjectionsModule, type ProjectionHost } from '#libs/projections';
import { Module } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { ForumGraphqlModule } from '../../forum-graphql.module.js';
import { forumProjections } from '../../forum.module.js';
import { AnswerPost } from '../answer-post/answer-post.command.js';
import { PlacePost, type PlaceInput } from '../place-post/place-post.command.js';

export interface Forum {
  readonly app: TestingModule;
  readonly clock: ReturnType<typeof manualClock>;
  readonly host: ProjectionHost;
  /** Position that was reached, for `atLeast`. */
  reached(): number;
  /** Runs a command that must be accepted. */
  done<T>(command: object): Promise<T>;
  /** Places a question; its id. */
  ask(who: Identity, input: Partial<PlaceInput>): Promise<string>;
  answer(who: Identity, post: string, text: string): Promise<string>;
  close(): Promise<void>;
}

/** The forum as in the product, on a real database. 27 October 2023, noon. */
export async function openForum(): Promise<Forum> {
  const clock = manualClock('2023-10-27T10:00:00Z');
  const database = await createTestDatabase([...eventStoreMigrations, ...projectionMigrations]);
  @Module({ providers: [{ provide: PG_POOL, useValue: database.pool }], exports: [PG_POOL] })
  class Database {}
  const app = await Test.createTestingModule({
    imports: [
      { module: Database, global: true },
      EventStoreModule.forRoot({ clock }),
      EventLogModule.storeTail(),
      ProjectionsModule.forRoot({ projections: forumProjections, run: true }),
      ForumGraphqlModule,
    ],
  }).compile();
  await app.init();

  let reached = 0;
  let commands = 0;
  const done = async <T>(command: object): Promise<T> => {
    const outcome: Result<Commanded<T>> = await app.get(CommandBus).execute(command);
    if (!outcome.ok) throw new Error(outcome.refusals[0]?.code);
    reached = Math.max(reached, outcome.value.position);
    return outcome.value.result;
  };
  return {
    app,
    clock,
    host: app.get<ProjectionHost>(PROJECTION_HOST),
    reached: () => reached,
    done,
    ask: async (who, input) => {
      const asked: PlaceInput = { kind: 'question', audience: 'platform', title: 'Vraag', text: 'Wie weet dit?' };
      const { id } = await done<{ id: string }>(new PlacePost(who, `ask-${++commands}`, { ...asked, ...input }));
      return id;
    },
    answer: async (who, post, text) => {
      const { id } = await done<{ id: string }>(new AnswerPost(who, `answer-${++commands}`, { post, text }));
      return id;
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** The answer, or the code by which the question was refused. */
export async function orCode<T>(answer: Promise<T>): Promise<T | string> {
  try {
    return await answer;
  } catch (error) {
    const code = (error as { extensions?: { code?: string } }).extensions?.code;
    if (code === undefined) throw error;
    return code;
  }
}
