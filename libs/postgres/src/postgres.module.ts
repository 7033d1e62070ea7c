import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { createPool } from './pool.js';

/** The process's one pool of connections. */
export const PG_POOL = Symbol('pg.Pool');

export interface PostgresOptions {
  readonly url: string;
  /** Largest number of connections of the pool; default 10. */
  readonly poolSize?: number;
}

/** Provides `PG_POOL` everywhere, and ends it after every module has stopped its own work. */
@Module({})
export class PostgresModule implements OnApplicationShutdown {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  static forRoot(options: PostgresOptions): DynamicModule {
    return {
      module: PostgresModule,
      global: true,
      providers: [{ provide: PG_POOL, useFactory: () => createPool(options.url, options.poolSize) }],
      exports: [PG_POOL],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
