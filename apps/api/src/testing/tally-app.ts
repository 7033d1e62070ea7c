import { accessMigrations, AccessModule, demoPeople, Tokens, type Role } from '#libs/access';
import { EventLogModule } from '#libs/event-log';
import { eventStoreMigrations, EventStoreModule } from '#libs/event-store';
import { createTestDatabase, PostgresModule, type TestDatabase } from '#libs/postgres';
import { projectionMigrations, ProjectionsModule } from '#libs/projections';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiAdapter } from '../api-adapter.js';
import type { ApiOptions } from '../api-options.js';
import { ApiModule } from '../api.module.js';
import { configureApi } from '../configure-api.js';
import { Serving, type Engine } from '../serving.js';
import { TallyModule, tallyProjection, TallyReader } from './tally.module.js';

export interface TallyApp {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  readonly engine: Engine;
  readonly reader: TallyReader;
  token(role: Role, ttl?: number): Promise<string>;
  /** Asks over HTTP; answers status and JSON. */
  ask(query: string, options?: AskOptions): Promise<{ status: number; body: GraphqlBody }>;
  close(): Promise<void>;
  /** What `close` does after the application was closed. */
  cleanUp(): Promise<void>;
}

export interface AskOptions {
  readonly token?: string;
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

export interface GraphqlBody {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
  }[];
}

/** The whole API over the tally context, on a real database, listening on a free port. */
export async function startTallyApp(options: Partial<ApiOptions> = {}): Promise<TallyApp> {
  const database = await createTestDatabase([...eventStoreMigrations, ...projectionMigrations, ...accessMigrations]);
  const keyFolder = mkdtempSync(join(tmpdir(), 'api-key-'));

  @Module({
    imports: [
      PostgresModule.forRoot({ url: database.url }),
      EventStoreModule.forRoot(),
      EventLogModule.storeTail(),
      ProjectionsModule.forRoot({ projections: [tallyProjection], run: true }),
      AccessModule.forRoot({ keyFolder }),
      ApiModule.forRoot({ contexts: [TallyModule], metricsPort: null, ...options }),
    ],
  })
  class TallyAppModule {}

  const requestBytes = options.limits?.requestBytes;
  const adapter = createApiAdapter(requestBytes === undefined ? {} : { requestBytes });
  const app = await NestFactory.create<NestFastifyApplication>(TallyAppModule, adapter, { logger: ['error'] });
  configureApi(app);
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace(/\/$/, '');
  const tokens = app.get(Tokens);
  const cleanUp = async (): Promise<void> => {
    await database.drop();
    rmSync(keyFolder, { recursive: true, force: true });
  };

  return {
    app,
    database,
    url,
    engine: app.get(Serving).engine,
    reader: app.get(TallyReader, { strict: false }),
    token: async (role, ttl = 3_600) => {
      const person = demoPeople().find((candidate) => candidate.role === role);
      if (person === undefined) throw new Error(`nobody has the role ${role}`);
      return tokens.issueToken(person, ttl);
    },
    ask: async (query, { token, variables, headers } = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, body: (await response.json()) as GraphqlBody };
    },
    close: async () => {
      await app.close();
      await cleanUp();
    },
    cleanUp,
  };
}
