import type { Identity, Role } from '#libs/access';
import { dwellingStream, type DwellingEvent } from '#libs/dwellings';
import { StoreTailEventLog } from '#libs/event-log';
import { CLOCK, EVENT_STORE, eventStoreMigrations, PostgresEventStore, type NewEvent } from '#libs/event-store';
import { countingIds, manualClock, sha256, type Clock, type JsonObject, type MunicipalityCode } from '#libs/kernel';
import { MunicipalityRegistry, RegionReader, REGIONS_STREAM } from '#libs/municipalities';
import { PolicyReader } from '#libs/policy';
import { createTestDatabase } from '#libs/postgres';
import { PROJECTION_HOST, projectionMigrations, ProjectionHost } from '#libs/projections';
import { HOUSEHOLD_KEYS, InMemoryHouseholdKeys, type HouseholdKey } from '#libs/secrets';
import { CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import type { HouseholdEvent } from '../../domain/household.events.js';
import { householdStream } from '../../domain/household.events.js';
import type { KoppelingPolicy } from '../../domain/koppeling.policy.js';
import { householdsProjection } from '../households.projection.js';
import { readModelProviders } from '../index.js';
import { HOUSEHOLD_PARTNERS } from '../ports.js';
import { readModelResolvers } from '../resolvers.js';

export const who = (role: Role, organisation: string | null): Identity => ({
  actor: `demo:${role}`,
  role,
  organisation: organisation as Identity['organisation'],
});

const TERMS: KoppelingPolicy = {
  housingTermDays: 84,
  steps: { koppeling: 14, dwelling: 70, move: 14 },
  dateThatCounts: 'moved',
  countsAfterPlacement: ['nareis'],
};

/** The read side on a real database: facts go in through the store, answers come out of the resolvers. */
export interface Desk {
  readonly app: TestingModule;
  readonly host: ProjectionHost;
  readonly keys: InMemoryHouseholdKeys;
  readonly clock: Clock & { set(instant: string): void };
  /** Municipalities that see a household because of an open exchange. */
  readonly partners: Map<string, readonly MunicipalityCode[]>;
  keyOf(household: string): Promise<HouseholdKey>;
  /** Stores it in one commit, each household in order, shows it, and answers the position reached. */
  tell(...events: readonly HouseholdEvent[]): Promise<number>;
  /** Of one dwelling; no read model is waited for. */
  tellDwelling(...events: readonly DwellingEvent[]): Promise<number>;
  define(region: string, municipalities: readonly MunicipalityCode[]): Promise<void>;
  adopt(version: string, validFrom: string, terms?: Partial<KoppelingPolicy>): Promise<void>;
  close(): Promise<void>;
}

export async function openDesk(now: string): Promise<Desk> {
  const database = await createTestDatabase([...eventStoreMigrations, ...projectionMigrations]);
  const clock = manualClock(now);
  const store = new PostgresEventStore({ pool: database.pool });
  const log = new StoreTailEventLog(store);
  const host = new ProjectionHost({ pool: database.pool, store, log, projections: [householdsProjection] });
  const keys = new InMemoryHouseholdKeys();
  const ids = countingIds();
  const partners = new Map<string, readonly MunicipalityCode[]>();
  await host.start({ run: true });
  const app = await Test.createTestingModule({
    imports: [CqrsModule.forRoot()],
    providers: [
      ...readModelProviders,
      ...readModelResolvers,
      PolicyReader,
      RegionReader,
      { provide: EVENT_STORE, useValue: store },
      { provide: PROJECTION_HOST, useValue: host },
      { provide: CLOCK, useValue: clock },
      { provide: HOUSEHOLD_KEYS, useValue: keys },
      { provide: MunicipalityRegistry, useValue: MunicipalityRegistry.load() },
      {
        provide: HOUSEHOLD_PARTNERS,
        useValue: { partnersOf: (household: string) => Promise.resolve(partners.get(household) ?? []) },
      },
    ],
  }).compile();
  await app.init();

  const append = async (streams: ReadonlyMap<string, readonly NewEvent[]>): Promise<number> => {
    const outcome = await store.append({
      command: { id: ids.next(), contentHash: sha256('spec') },
      meta: { actor: 'spec' },
      streams: [...streams].map(([stream, events]) => ({ stream, expected: 'any', events })),
      result: null,
    });
    if (!('position' in outcome)) throw new Error(outcome.kind);
    return outcome.position;
  };
  const newEvent = (type: string, data: JsonObject): NewEvent => ({ id: ids.next(), type, data, effectiveOn: null });
  const desk: Desk = {
    app,
    host,
    keys,
    clock,
    partners,
    keyOf: async (household) => {
      const key = await keys.keyOf(household);
      if (!key.ok) throw new Error(key.refusals[0]?.code);
      return key.value;
    },
    tell: async (...events) => {
      const streams = new Map<string, NewEvent[]>();
      for (const { type, ...data } of events) {
        const stream = householdStream(data.household);
        streams.set(stream, [...(streams.get(stream) ?? []), newEvent(type, data)]);
      }
      const position = await append(streams);
      if (!(await host.waitFor(householdsProjection.name, position, 10_000))) throw new Error('it is not shown');
      return position;
    },
    tellDwelling: (...events) =>
      append(
        new Map([
          [
            dwellingStream(events[0]?.dwelling ?? ''),
            events.map(({ type, ...data }) => newEvent(type, data as unknown as JsonObject)),
          ],
        ]),
      ),
    adopt: async (version, validFrom, terms = {}) => {
      const content = { ...TERMS, ...terms } as unknown as JsonObject;
      const rest = {
        validFrom,
        validUntil: null,
        source: 'spec',
        approvedBy: 'spec',
        knownAt: '2015-01-01T00:00:00.000Z',
      };
      const adopted = newEvent('PolicyAdopted', { policy: 'koppeling', version, content, ...rest });
      await append(new Map([['policy-koppeling', [adopted]]]));
      app.get(PolicyReader).forget('koppeling');
    },
    define: async (region, municipalities) => {
      const dates = { validFrom: '2020-01-01', validUntil: null };
      const defined = { region, name: region, municipalities: [...municipalities], source: 'spec', ...dates };
      await append(new Map([[REGIONS_STREAM, [newEvent('RegionDefined', defined)]]]));
      app.get(RegionReader).forget();
    },
    close: async () => {
      await app.close();
      await host.stop();
      await log.close();
      await store.close();
      await database.drop();
    },
  };
  await desk.adopt('1', '2015-01-01');
  return desk;
}

/** The code by which a question is refused; what it answers where it is not. */
export async function codeOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    return (error as { extensions?: { code?: string } }).extensions?.code ?? error;
  }
}
