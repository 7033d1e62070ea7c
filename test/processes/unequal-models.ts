import { PROJECTIONS } from '#libs/composition';
import { StoreTailEventLog } from '#libs/event-log';
import type { EventStore } from '#libs/event-store';
import { ProjectionHost } from '#libs/projections';
import type { Pool } from 'pg';

/** Names of the read models that are not what the store, within the catalogue, gives when it is read from its first event. */
export async function unequalModels(pool: Pool, store: EventStore): Promise<readonly string[]> {
  const log = new StoreTailEventLog(store);
  const host = new ProjectionHost({ pool, store, log, projections: PROJECTIONS });
  try {
    const unequal: string[] = [];
    for (const { name } of PROJECTIONS) if ((await host.check(name)).equal !== true) unequal.push(name);
    return unequal;
  } finally {
    await host.stop();
    await log.close();
  }
}
