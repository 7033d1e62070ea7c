import { StoreTailEventLog } from '#libs/event-log';
import { eventStoreMigrations, PostgresEventStore, type RecordedEvent } from '#libs/event-store';
import { countingIds, manualClock, sha256, type Clock, type MunicipalityCode, type ProvinceCode } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { createTestDatabase, type TestDatabase } from '#libs/postgres';
import { projectionMigrations, ProjectionHost } from '#libs/projections';
import { FiguresReader } from '../figures.reader.js';
import { figuresProjection } from '../figures.projection.js';
import { PV26 } from './ask.js';
import { completing, type Told } from './recorded-events.js';

/** A province of three municipalities. */
export const registry = new MunicipalityRegistry(
  PV26.map((code: MunicipalityCode) => ({
    code,
    name: code,
    province: { code: 'PV26' as ProvinceCode, name: 'Utrecht' },
    validFrom: null,
    validUntil: null,
    lat: 52,
    lon: 5,
  })),
);

/** The read side on a real database: facts go in through the store, figures come out of the reader. */
export interface Desk {
  readonly database: TestDatabase;
  readonly store: PostgresEventStore;
  readonly host: ProjectionHost;
  readonly reader: FiguresReader;
  readonly clock: Clock & { set(instant: string): void };
  /** Appends in order; answers the position reached. */
  tell(...told: readonly Told[]): Promise<number>;
  log(): Promise<readonly RecordedEvent[]>;
  close(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const database = await createTestDatabase([...eventStoreMigrations, ...projectionMigrations]);
  const store = new PostgresEventStore({ pool: database.pool });
  const log = new StoreTailEventLog(store);
  const host = new ProjectionHost({ pool: database.pool, store, log, projections: [figuresProjection] });
  const clock = manualClock('2026-01-01T12:00:00Z');
  const ids = countingIds();
  await host.start({ run: true });
  const complete = completing();
  return {
    database,
    store,
    host,
    clock,
    reader: new FiguresReader(database.pool, store, host, clock, registry),
    tell: async (...told) => {
      const outcomes = await Promise.all(
        told
          .map((each) => ({ ...complete(each), stream: each.stream }))
          .map(({ stream, type, data }) =>
            store.append({
              command: { id: ids.next(), contentHash: sha256('spec') },
              meta: { actor: 'spec' },
              streams: [
                {
                  stream,
                  expected: 'any',
                  events: [{ id: ids.next(), type, data, effectiveOn: null }],
                },
              ],
              result: null,
            }),
          ),
      );
      return outcomes.reduce((top, o) => ('position' in o ? Math.max(top, o.position) : top), 0);
    },
    log: () => store.readLog(0, 100_000),
    close: async () => {
      await host.stop();
      await log.close();
      await store.close();
      await database.drop();
    },
  };
}
