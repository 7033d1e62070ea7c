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
   * clock of its own, the moments of recording follow that clock too; without, the database's. `within`: what everyone
   * writes and reads through, as a store that keeps to a catalogue of events.
   */
  static forRoot(
    options: {
      readonly clock?: Clock;
      readonly ids?: IdSource;
      readonly within?: (store: EventStore) => EventStore;
    } = {},
  ): DynamicModule {
    const { clock, ids, within = (store: EventStore) => store } = options;
    return {
      module: EventStoreModule,
      global: true,
      providers: [
        { provide: CLOCK, useValue: clock ?? systemClock },
        { provide: IDS, useValue: ids ?? randomIds },
        {
          provide: EVENT_STORE,
          useFactory: (pool: Pool): EventStore => within(new PostgresEventStore({ pool, ...(clock ? { clock } : {}) })),
          inject: [PG_POOL],
        },
        EventStoreClosing,
      ],
      exports: [CLOCK, IDS, EVENT_STORE],
    };
  }
}
