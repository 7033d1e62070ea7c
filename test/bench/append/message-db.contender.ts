import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { packageFile } from '#libs/kernel';
import { CATEGORY, type Contender } from './contender.js';

/** The SQL of message-db in the order of its install scripts; without pgcrypto, whose one function Postgres has itself. */
const FILES = [
  'schema/message-store',
  'tables/messages',
  'types/message',
  ...['message-store-version', 'hash-64', 'acquire-lock', 'category', 'is-category', 'id', 'cardinal-id'].map(
    (name) => `functions/${name}`,
  ),
  ...['stream-version', 'write-message', 'get-stream-messages', 'get-category-messages'].map(
    (name) => `functions/${name}`,
  ),
  ...['messages-id', 'messages-stream', 'messages-category'].map((name) => `indexes/${name}`),
];

const READ_BATCH = 1_000;

/** message-db 1.3.1: its SQL functions, called with pg as its clients do. */
export const messageDb: Contender = {
  name: 'message-db-1.3.1',
  async open(url, connections) {
    const pool = new pg.Pool({
      connectionString: url,
      max: connections,
      options: '-c search_path=message_store,public',
    });
    pool.on('error', () => undefined);
    for (const file of FILES) {
      const path = packageFile(`test/bench/contenders/node_modules/@eventide/message-db/database/${file}.sql`);
      // CONCURRENTLY cannot run among other statements, and the table is empty.
      await pool.query((await readFile(path, 'utf8')).replaceAll(/\bCONCURRENTLY\b/gi, ''));
    }
    let position = 1;
    return {
      async append({ eventId, stream, expected, type, data }) {
        try {
          await pool.query({
            name: 'write',
            text: 'select write_message($1, $2, $3, $4, $5, $6)',
            values: [
              eventId,
              `${CATEGORY}-${stream}`,
              type,
              JSON.stringify(data),
              '{}',
              expected === null ? null : expected - 1,
            ],
          });
          return true;
        } catch (error) {
          if (error instanceof Error && error.message.startsWith('Wrong expected version')) return false;
          throw error;
        }
      },
      async readNext() {
        const { rows } = await pool.query<{
          id: string;
          stream_name: string;
          position: string;
          global_position: string;
        }>({
          name: 'read',
          text: 'select id, stream_name, position, global_position from get_category_messages($1, $2, $3)',
          values: [CATEGORY, position, READ_BATCH],
        });
        position = Number(rows.at(-1)?.global_position ?? position - 1) + 1;
        return rows.map((row) => ({ id: row.id, stream: row.stream_name, version: Number(row.position) + 1 }));
      },
      close: () => pool.end(),
    };
  },
};
