import { createPool } from '#libs/postgres';
import type { Contender } from './contender.js';

/** The physical limit for a client that sends one event per transaction: an insert without any promise about order. */
export const rawInsert: Contender = {
  name: 'raw-insert',
  async open(url, connections) {
    const pool = createPool(url, connections);
    await pool.query(
      'create table raw (position bigserial primary key, id uuid not null, stream text not null, type text not null, data jsonb not null)',
    );
    return {
      async append({ eventId, stream, type, data }) {
        await pool.query({
          name: 'insert',
          text: 'insert into raw (id, stream, type, data) values ($1, $2, $3, $4)',
          values: [eventId, stream, type, JSON.stringify(data)],
        });
        return true;
      },
      close: () => pool.end(),
    };
  },
};
