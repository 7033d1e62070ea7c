import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Pool } from 'pg';
import { EVENT_LOG, type EventLog } from '#libs/event-log';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { PG_POOL } from '#libs/postgres';
import type { Projection } from './projection.js';
import { ProjectionHost } from './projection-host.js';

/** The `ProjectionHost` of the process. */
export const PROJECTION_HOST = Symbol('ProjectionHost');
const RUN = Symbol('run projections');

export interface ProjectionsOptions {
  readonly projections: readonly Projection[];
  /** Whether this process feeds the read models; one that only reads calls `catchUp` or waits. */
  readonly run: boolean;
}

/** Provides `PROJECTION_HOST` everywhere. Needs `PG_POOL`, `EVENT_STORE` and `EVENT_LOG`. */
@Module({})
export class ProjectionsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(RUN) private readonly run: boolean,
  ) {}

  static forRoot({ projections, run }: ProjectionsOptions): DynamicModule {
    const logger = new Logger('Projections');
    return {
      module: ProjectionsModule,
      global: true,
      providers: [
        { provide: RUN, useValue: run },
        {
          provide: PROJECTION_HOST,
          useFactory: (pool: Pool, store: EventStore, log: EventLog) =>
            new ProjectionHost({
              pool,
              store,
              log,
              projections,
              hostLog: { info: (message) => logger.log(message), error: (message) => logger.error(message) },
            }),
          inject: [PG_POOL, EVENT_STORE, EVENT_LOG],
        },
      ],
      exports: [PROJECTION_HOST],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.host.start({ run: this.run });
  }

  async onModuleDestroy(): Promise<void> {
    await this.host.stop();
  }
}
