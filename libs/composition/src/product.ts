import { AccessModule, accessMigrations } from '#libs/access';
import { EventLogModule } from '#libs/event-log';
import { EventStoreModule, eventStoreMigrations } from '#libs/event-store';
import { MunicipalitiesModule } from '#libs/municipalities';
import { PolicyModule } from '#libs/policy';
import { migrate, PostgresModule, type Migration } from '#libs/postgres';
import { projectionMigrations, ProjectionsModule, type Projection } from '#libs/projections';
import { SupervisionModule, supervisionProjections } from '#libs/supervision';
import { figuresProjection, TaakstellingModule } from '#libs/taakstelling';
import type { DynamicModule, Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';

/** The schema of a store, in the order in which it grew. */
const MIGRATIONS: readonly Migration[] = [...eventStoreMigrations, ...projectionMigrations, ...accessMigrations];

/** Every read model of the product. */
export const PROJECTIONS: readonly Projection[] = [figuresProjection, ...supervisionProjections];

/** Brings the schema of a store up to this version; does nothing where it is. Several processes may do so at once. */
export const migrateStore = (url: string): Promise<readonly string[]> => migrate(url, MIGRATIONS);

export interface ProductOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Whether this process feeds the read models; one that only reads them brings them up to date when asked. */
  readonly runProjections: boolean;
  /** Folder of the key that signs tokens. */
  readonly keyFolder: string;
}

/** Everything that decides and reads, without a face: what the platform, the command line and the tests have in common. */
export const productModules = (options: ProductOptions): (DynamicModule | Type)[] => [
  CqrsModule.forRoot(),
  PostgresModule.forRoot({ url: options.url, poolSize: options.poolSize }),
  EventStoreModule.forRoot(),
  EventLogModule.storeTail(),
  ProjectionsModule.forRoot({ projections: PROJECTIONS, run: options.runProjections }),
  AccessModule.forRoot({ keyFolder: options.keyFolder }),
  MunicipalitiesModule,
  PolicyModule,
  TaakstellingModule,
  SupervisionModule,
];
