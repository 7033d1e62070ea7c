import { AccessModule, accessMigrations } from '#libs/access';
import { dwellingEvents, dwellingsProjection, DwellingsModule } from '#libs/dwellings';
import { CatalogueEventStore, EventCatalogue } from '#libs/event-catalogue';
import { eventLogMigrations, EventLogModule, type KafkaSettings } from '#libs/event-log';
import { EventStoreModule, eventStoreMigrations, type EventStore } from '#libs/event-store';
import { exchangeEvents, ExchangePartnersModule, ExchangesModule, exchangesProjection } from '#libs/exchanges';
import { forumEvents, ForumModule, forumProjections } from '#libs/forum';
import type { Clock } from '#libs/kernel';
import { householdsProjection, koppelingEvents, KoppelingModule } from '#libs/koppeling';
import { municipalityEvents, MunicipalitiesModule } from '#libs/municipalities';
import { policyEvents, PolicyModule } from '#libs/policy';
import { migrate, PostgresModule, type Migration } from '#libs/postgres';
import { projectionMigrations, ProjectionsModule, type Projection } from '#libs/projections';
import { reactorMigrations } from '#libs/reactors';
import { secretsMigrations, SecretsModule } from '#libs/secrets';
import { supervisionEvents, SupervisionModule, supervisionProjections } from '#libs/supervision';
import {
  figuresChangedMessage,
  figuresProjection,
  publishFiguresMigrations,
  taakstellingEvents,
  TaakstellingModule,
} from '#libs/taakstelling';
import type { DynamicModule, Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';

/** The schema of a store, in the order in which it grew. */
export const MIGRATIONS: readonly Migration[] = [
  ...eventStoreMigrations,
  ...projectionMigrations,
  ...accessMigrations,
  ...eventLogMigrations,
  ...reactorMigrations,
  ...publishFiguresMigrations,
  ...secretsMigrations,
];

/** Every read model of the product. */
export const PROJECTIONS: readonly Projection[] = [
  figuresProjection,
  ...supervisionProjections,
  householdsProjection,
  dwellingsProjection,
  exchangesProjection,
  ...forumProjections,
];

/** Every event that may stand in the log. */
export const CATALOGUE = new EventCatalogue([
  ...taakstellingEvents,
  ...policyEvents,
  ...supervisionEvents,
  ...municipalityEvents,
  ...koppelingEvents,
  ...dwellingEvents,
  ...exchangeEvents,
  ...forumEvents,
]);

/** Every message that tells others a state, on the compacted topic of figures. */
export const FIGURES_MESSAGES = new EventCatalogue([figuresChangedMessage]);

/** The store as everyone writes and reads it: only events of the catalogue, in their current version. */
export const withinCatalogue = (store: EventStore): EventStore => new CatalogueEventStore(store, CATALOGUE);

/** Brings the schema of a store up to this version; does nothing where it is. Several processes may do so at once. */
export const migrateStore = (url: string): Promise<readonly string[]> => migrate(url, MIGRATIONS);

/** How events reach those who read them: by Kafka with these settings, or by the store's own tail. */
export type LogChoice = KafkaSettings | 'store-tail';

export interface StoreOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly log: LogChoice;
  /** Left out: the machine's. Moments of recording follow it too. */
  readonly clock?: Clock;
}

export interface ReadModelOptions extends StoreOptions {
  /** Whether this process feeds the read models; one that only reads them brings them up to date when asked. */
  readonly runProjections: boolean;
}

export interface ProductOptions extends ReadModelOptions {
  /** Folder of what stays outside the database: the key that signs tokens, and the one that wraps the keys of households. */
  readonly keyFolder: string;
}

/** The store, and the log of what happens in it. */
export const storeModules = ({ url, poolSize, log, clock }: StoreOptions): (DynamicModule | Type)[] => [
  PostgresModule.forRoot({ url, poolSize }),
  EventStoreModule.forRoot({ within: withinCatalogue, ...(clock === undefined ? {} : { clock }) }),
  log === 'store-tail' ? EventLogModule.storeTail() : EventLogModule.kafka({ settings: log, catalogue: CATALOGUE }),
];

/** The read models: for a process that feeds them and does nothing else, and so needs no key. */
export const readModelModules = (options: ReadModelOptions): (DynamicModule | Type)[] => [
  ...storeModules(options),
  ProjectionsModule.forRoot({ projections: PROJECTIONS, run: options.runProjections }),
];

/** Everything that decides and reads, without a face: what the platform, the command line and the tests have in common. */
export const productModules = (options: ProductOptions): (DynamicModule | Type)[] => [
  CqrsModule.forRoot(),
  ...readModelModules(options),
  AccessModule.forRoot({ keyFolder: options.keyFolder }),
  SecretsModule.forRoot({ keyFolder: options.keyFolder }),
  MunicipalitiesModule,
  PolicyModule,
  DwellingsModule,
  KoppelingModule,
  TaakstellingModule,
  ExchangesModule,
  ExchangePartnersModule,
  ForumModule,
  SupervisionModule,
];
