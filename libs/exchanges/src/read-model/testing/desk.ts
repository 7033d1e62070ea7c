import type { Identity } from '#libs/access';
import { EventLogModule } from '#libs/event-log';
import { EVENT_STORE, eventStoreMigrations, EventStoreModule, type EventStore } from '#libs/event-store';
import { LiveStates } from '#libs/graphql';
import { countingIds, localDate, manualClock, sha256, type Clock, type MunicipalityCode } from '#libs/kernel';
import { koppelingPolicySeeds } from '#libs/koppeling';
import { MunicipalitiesModule, REGIONS_STREAM } from '#libs/municipalities';
import { PolicyModule, seedPolicies } from '#libs/policy';
import { createTestDatabase, PG_POOL } from '#libs/postgres';
import { PROJECTION_HOST, projectionMigrations, ProjectionsModule, type ProjectionHost } from '#libs/projections';
import { HOUSEHOLD_KEYS, InMemoryHouseholdKeys } from '#libs/secrets';
import { figuresPolicySeeds, figuresProjection, TaakstellingModule } from '#libs/taakstelling';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { exchangesPolicySeeds } from '../../exchanges-policy-seed.js';
import { exchangesProjection } from '../exchanges.projection.js';
import { readModelProviders } from '../index.js';
import { readModelResolvers } from '../resolvers.js';
import { ARNHEM, PROFILE, profiled, received, SOEST, type Told } from './story.js';

export const who = (role: Identity['role'], organisation: string | null): Identity => ({
  actor: `demo:${role}`,
  role,
  organisation: organisation as Identity['organisation'],
});

/** What a question was refused with, or its answer. */
export async function codeOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    return (error as { extensions?: { code?: string } }).extensions?.code ?? error;
  }
}

/** The read side of exchanges on a real database, with its resolvers. */
export interface Desk {
  readonly app: TestingModule;
  readonly clock: Clock & { set(instant: string): void };
  readonly keys: InMemoryHouseholdKeys;
  /** Appends in order, and waits until it can be read; answers the position reached. */
  tell(...told: readonly (Told | readonly Told[])[]): Promise<number>;
  /** A household with its profile. */
  introduce(household: string, municipality: MunicipalityCode, persons?: number): Promise<void>;
  close(): Promise<void>;
}

const NOW = '2024-05-01T10:00:00.000Z';

export async function openDesk(): Promise<Desk> {
  const database = await createTestDatabase([...eventStoreMigrations, ...projectionMigrations]);
  const clock = manualClock(NOW);
  const keys = new InMemoryHouseholdKeys();
  const live = new LiveStates(clock);
  @Module({
    providers: [
      { provide: PG_POOL, useValue: database.pool },
      { provide: HOUSEHOLD_KEYS, useValue: keys },
      { provide: LiveStates, useValue: live },
    ],
    exports: [PG_POOL, HOUSEHOLD_KEYS, LiveStates],
  })
  class Outside {}
  const app = await Test.createTestingModule({
    imports: [
      { module: Outside, global: true },
      CqrsModule.forRoot(),
      EventStoreModule.forRoot({ clock }),
      EventLogModule.storeTail(),
      ProjectionsModule.forRoot({ projections: [exchangesProjection, figuresProjection], run: true }),
      MunicipalitiesModule,
      PolicyModule,
      TaakstellingModule,
    ],
    providers: [...readModelProviders, ...readModelResolvers],
  }).compile();
  await app.init();
  const store = app.get<EventStore>(EVENT_STORE);
  const host = app.get<ProjectionHost>(PROJECTION_HOST);
  await seedPolicies(store, [...exchangesPolicySeeds(), ...koppelingPolicySeeds(), ...figuresPolicySeeds()]);

  const ids = countingIds();
  const tell: Desk['tell'] = async (...all) => {
    for (const { stream, event } of all.flat() as readonly Told[]) {
      const { type, ...data } = event;
      await store.append({
        command: { id: ids.next(), contentHash: sha256('spec') },
        meta: { actor: 'spec' },
        streams: [{ stream, expected: 'any', events: [{ id: ids.next(), type, data, effectiveOn: null }] }],
        result: null,
      });
    }
    return host.catchUp();
  };
  return {
    app,
    clock,
    keys,
    tell,
    introduce: async (household, municipality, persons = 4) => {
      const key = await keys.keyOf(household);
      if (!key.ok) throw new Error('forgotten');
      await tell(
        received(household, municipality, persons),
        profiled(household, municipality, key.value.seal('profile', PROFILE)),
      );
    },
    close: async () => {
      live.close();
      await app.close();
      await database.drop();
    },
  };
}

/** Soest and Arnhem match together, over the border of the province. */
export const REGION: Told = {
  stream: REGIONS_STREAM,
  event: {
    type: 'RegionDefined',
    region: 'RG-SPEC',
    name: 'Spec',
    municipalities: [ARNHEM, SOEST],
    validFrom: localDate('2020-01-01'),
    validUntil: null,
    source: 'spec',
  },
};
