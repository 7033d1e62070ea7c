import { pathToFileURL } from 'node:url';
import { packageFile, type JsonObject } from '#libs/kernel';
import { createPool } from '#libs/postgres';
import type { Contender } from './contender.js';

/** What we use of `@event-driven-io/emmett-postgresql` 0.42; it is installed for the benchmark only. */
interface EmmettModule {
  getPostgreSQLEventStore(
    connectionString: string,
    options: { connectionOptions: { pool: unknown } },
  ): {
    schema: { migrate(): Promise<unknown> };
    appendToStream(
      stream: string,
      events: readonly { type: string; data: JsonObject; metadata: JsonObject }[],
      options?: { expectedStreamVersion: bigint | 'STREAM_DOES_NOT_EXIST' },
    ): Promise<unknown>;
    close(): Promise<void>;
  };
  readMessagesBatch(
    executor: unknown,
    options: { after: bigint; batchSize: number },
  ): Promise<{
    currentGlobalPosition: bigint;
    messages: readonly { data: JsonObject; metadata: { streamName: string; streamPosition: bigint } }[];
  }>;
}

interface DumboModule {
  dumbo(options: { connectionString: string; pool: unknown }): { execute: unknown };
}

const scope = 'test/bench/contenders/node_modules/@event-driven-io';
const load = async (name: string): Promise<unknown> =>
  import(pathToFileURL(packageFile(`${scope}/${name}/dist/index.js`)).href);

/** Batch of Emmett's own consumer. */
const READ_BATCH = 100;

/** Emmett 0.42 by its public API, with its own function that its consumers read the log by. */
export const emmett: Contender = {
  name: 'emmett-0.42',
  async open(url, connections) {
    const emmettPostgres = (await load('emmett-postgresql')) as EmmettModule;
    const dumboModule = (await load('dumbo')) as DumboModule;
    const pool = createPool(url, connections);
    const store = emmettPostgres.getPostgreSQLEventStore(url, { connectionOptions: { pool } });
    await store.schema.migrate();
    const { execute } = dumboModule.dumbo({ connectionString: url, pool });
    let after = 0n;
    return {
      async append({ eventId, stream, expected, type, data }) {
        try {
          await store.appendToStream(
            stream,
            [{ type, data: { ...data, eventId }, metadata: {} }],
            expected === null
              ? undefined
              : { expectedStreamVersion: expected === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(expected) },
          );
          return true;
        } catch (error) {
          if (isConflict(error)) return false;
          throw error;
        }
      },
      async readNext() {
        const batch = await emmettPostgres.readMessagesBatch(execute, { after, batchSize: READ_BATCH });
        after = batch.currentGlobalPosition;
        return batch.messages.map(({ data, metadata }) => ({
          id: data['eventId'] as string,
          stream: metadata.streamName,
          version: Number(metadata.streamPosition),
        }));
      },
      async close() {
        await store.close();
        if (!pool.ended) await pool.end();
      },
    };
  },
};

const isConflict = (error: unknown): boolean =>
  error instanceof Error && (error.name.includes('ExpectedVersionConflict') || /expected version/i.test(error.message));
