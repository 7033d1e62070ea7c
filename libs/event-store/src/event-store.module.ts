import { Inject, Injectable, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { randomIds, systemClock, type Clock, type IdSource } from '#libs/kernel';
import { PG_POOL } from '#libs/postgres';
import type { EventStore } from './event-store.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { CLOCK, EVENT_STORE, IDS } from './tokens.js';

/** Closes the store after the servers have stopped, and before the pool ends. */
@Injectable()
class EventStoreClosing implements OnApplicationShutdown {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}

@Module({})
export class EventStoreModule {
  /**
   * Global. Needs `PG_POOL` (migrated by `eventStoreMigrations`); provides `CLOCK`, `IDS` and `EVENT_STORE`. With a
   * clock of its own, the moments of recording follow that clock too; without, the database's.
   */
  static forRoot(options: { readonly clock?: Clock; readonly ids?: IdSource } = {}): DynamicModule {
    const { clock, ids } = options;
    return {
      module: EventStoreModule,
      global: true,
      providers: [
        { provide: CLOCK, useValue: clock ?? systemClock },
        { provide: IDS, useValue: ids ?? randomIds },
        {
          provide: EVENT_STORE,
          useFactory: (pool: Pool): EventStore => new PostgresEventStore({ pool, ...(clock ? { clock } : {}) }),
          inject: [PG_POOL],
        },
        EventStoreClosing,
      ],
      exports: [CLOCK, IDS, EVENT_STORE],
    };
  }
}
