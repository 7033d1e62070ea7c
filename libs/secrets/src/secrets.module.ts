import { PG_POOL } from '#libs/postgres';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOUSEHOLD_KEYS } from './household-keys.js';
import { masterKeyIn } from './master-key.js';
import { PostgresHouseholdKeys } from './postgres-household-keys.js';

/** Provides `HOUSEHOLD_KEYS` everywhere; the master key is the one of the data folder. */
@Module({})
export class SecretsModule {
  static forRoot({ keyFolder }: { readonly keyFolder: string }): DynamicModule {
    return {
      module: SecretsModule,
      global: true,
      providers: [
        {
          provide: HOUSEHOLD_KEYS,
          inject: [PG_POOL],
          useFactory: async (pool: Pool) => new PostgresHouseholdKeys(pool, await masterKeyIn(keyFolder)),
        },
      ],
      exports: [HOUSEHOLD_KEYS],
    };
  }
}
