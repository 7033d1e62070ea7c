import { demoPeople, Tokens } from '#libs/access';
import { MIGRATIONS } from '#libs/composition';
import { addDays, dateOf, manualClock, startOfDay, type LocalDate } from '#libs/kernel';
import { createTestDatabase } from '#libs/postgres';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Client } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configureApi, createApiAdapter } from '../../../apps/api/src/index.js';
import { socketClient, subscribe, type Received } from '../../../apps/api/src/testing/live-clients.js';
import { PlatformModule } from '../../../apps/platform/src/platform.module.js';
import { fillStore } from '../../../apps/setup/src/index.js';
import { askGraphql, type Refusal } from './platform-process.js';

export interface Answered {
  readonly position: number | null;
  readonly refusal: Refusal | null;
  readonly result: Readonly<Record<string, unknown>> | null;
}

/** The embedded product on a server of its own, with a clock that the test turns; asked by real clients. */
export interface TurnedPlatform {
  readonly today: () => LocalDate;
  /** The position of the latest command that was answered: what is asked with `atLeast` this shows it. */
  readonly position: () => number;
  /** To the morning of the day that lies so many days ahead. */
  readonly turn: (days: number) => void;
  /** As a demo person sends it; `result` as it is asked for. */
  readonly send: (
    person: string,
    mutation: string,
    input: Readonly<Record<string, unknown>>,
    result?: string,
  ) => Promise<Answered>;
  readonly ask: <T>(person: string, query: string, variables?: Readonly<Record<string, unknown>>) => Promise<T>;
  readonly watch: (person: string, query: string, variables: Record<string, unknown>) => Promise<Received>;
  readonly stop: () => Promise<void>;
}

const inputTypeOf = (mutation: string): string => `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;

export async function startTurnedPlatform(start: string): Promise<TurnedPlatform> {
  const clock = manualClock(start);
  const database = await createTestDatabase(MIGRATIONS);
  const keyFolder = mkdtempSync(join(tmpdir(), 'bovenlokaal-turned-'));
  const app = await NestFactory.create<NestFastifyApplication>(
    PlatformModule.forRoot({ url: database.url, keyFolder, metricsPort: 0, metricsHost: '127.0.0.1', clock }),
    createApiAdapter(),
    { logger: ['error', 'fatal'], abortOnError: false },
  );
  configureApi(app);
  await app.init();
  await fillStore(app, { demo: false, progress: () => undefined });
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const tokens = app.get(Tokens, { strict: false });
  const sockets: Client[] = [];
  let position = 0;

  const tokenOf = (person: string): Promise<string> => {
    const found = demoPeople().find(({ actor }) => actor === `demo:${person}`);
    if (found === undefined) throw new Error(`there is no demo:${person}`);
    return tokens.issueToken(found, 400 * 24 * 3600);
  };
  const ask: TurnedPlatform['ask'] = async <T>(
    person: string,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<T> => {
    const answer = await askGraphql<T>(url, query, variables, await tokenOf(person));
    if (answer.data === undefined || answer.data === null) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  };

  return {
    today: () => dateOf(clock.now()),
    position: () => position,
    turn: (days) => clock.set(startOfDay(addDays(dateOf(clock.now()), days)).replace(/T.*/, 'T23:30:00.000Z')),
    ask,
    send: async (person, mutation, input, result = '__typename') => {
      const answer = await ask<Record<string, Answered>>(
        person,
        `mutation ($input: ${inputTypeOf(mutation)}!) {
           ${mutation}(input: $input) { position refusal { code message path } result { ${result} } } }`,
        { input: { commandId: randomUUID(), ...input } },
      );
      const payload = answer[mutation];
      if (payload === undefined) throw new Error(`${mutation} gave no payload`);
      position = Math.max(position, payload.position ?? 0);
      return payload;
    },
    watch: async (person, query, variables) => {
      const client = socketClient(url, await tokenOf(person));
      sockets.push(client);
      return subscribe(client, query, variables).received as unknown as Received;
    },
    stop: async () => {
      for (const socket of sockets) await socket.dispose();
      await app.close();
      await database.drop();
      rmSync(keyFolder, { recursive: true, force: true });
    },
  };
}
