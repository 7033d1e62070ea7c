import { eventStoreMigrations, PostgresEventStore } from '#libs/event-store';
import { canonicalJson, sha256 } from '#libs/kernel';
import { createPool } from '#libs/postgres';
import type { Contender } from './contender.js';

/** The store appends by two connections outside of its pool. */
const OWN_CONNECTIONS = 2;

/** Our store as the product runs it: hash chain, idempotency and signal on. */
export const ours: Contender = {
  name: 'bovenlokaal',
  async open(url, connections) {
    const pool = createPool(url, Math.max(1, connections - OWN_CONNECTIONS));
    for (const { up } of eventStoreMigrations) await pool.query(up);
    const store = new PostgresEventStore({ pool });
    let position = 0;
    return {
      async append({ id, eventId, stream, expected, type, data }) {
        const outcome = await store.append({
          command: { id, contentHash: sha256(canonicalJson(data)) },
          meta: { actor: 'bench' },
          streams: [{ stream, expected: expected ?? 'any', events: [{ id: eventId, type, data, effectiveOn: null }] }],
          result: { accepted: true },
        });
        return outcome.kind === 'appended';
      },
      async readNext() {
        const events = await store.readLog(position, 1_000);
        position = events.at(-1)?.position ?? position;
        return events;
      },
      async close() {
        const verified = await store.verify();
        await store.close();
        await pool.end();
        if (!verified.ok) throw new Error(`the hash chain is broken at ${verified.position}: ${verified.reason}`);
      },
    };
  },
};
