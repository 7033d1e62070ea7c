import { eventStoreMigrations, PostgresEventStore } from '#libs/event-store';
import { createTestDatabase } from '#libs/postgres';
import { eventLogContract } from './event-log.contract.js';
import { StoreTailEventLog } from './store-tail.js';

eventLogContract("the store's tail, on Postgres", async () => {
  const database = await createTestDatabase(eventStoreMigrations);
  const store = new PostgresEventStore({ pool: database.pool });
  const log = new StoreTailEventLog(store);
  return {
    store,
    log,
    close: async () => {
      await log.close();
      await store.close();
      await database.drop();
    },
  };
});
