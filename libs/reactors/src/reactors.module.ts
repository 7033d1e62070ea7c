import { Logger, Module, type DynamicModule, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Pool } from 'pg';
import { EVENT_LOG, type EventLog } from '#libs/event-log';
import { CLOCK, EVENT_STORE, type EventStore } from '#libs/event-store';
import type { Clock } from '#libs/kernel';
import { PG_POOL } from '#libs/postgres';
import type { DeadlineHandler } from './deadline.js';
import { Deadlines } from './deadlines.js';
import type { HostLog, Reactor } from './reactor.js';
import { Reactors } from './reactors.js';

export interface ReactorsModuleOptions {
  /** Those that need nothing injected; a module registers the others with `Reactors` when it is made. */
  readonly reactors?: readonly Reactor[];
  /** As `reactors`, with `Deadlines`. */
  readonly deadlines?: readonly DeadlineHandler[];
}

const logOf = (name: string): HostLog => {
  const logger = new Logger(name);
  return { info: (message) => logger.log(message), error: (message) => logger.error(message) };
};

/**
 * Provides `Reactors` and `Deadlines` everywhere, starts both with the application and stops them with it. Needs
 * `PG_POOL`, `EVENT_STORE`, `EVENT_LOG` and `CLOCK`.
 */
@Module({})
export class ReactorsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly reactors: Reactors,
    private readonly deadlines: Deadlines,
  ) {}

  static forRoot({ reactors = [], deadlines = [] }: ReactorsModuleOptions = {}): DynamicModule {
    return {
      module: ReactorsModule,
      global: true,
      providers: [
        {
          provide: Reactors,
          useFactory: (pool: Pool, store: EventStore, log: EventLog) =>
            new Reactors({ pool, store, log, reactors, hostLog: logOf('Reactors') }),
          inject: [PG_POOL, EVENT_STORE, EVENT_LOG],
        },
        {
          provide: Deadlines,
          useFactory: (pool: Pool, clock: Clock) =>
            new Deadlines({ pool, clock, handlers: deadlines, hostLog: logOf('Deadlines') }),
          inject: [PG_POOL, CLOCK],
        },
      ],
      exports: [Reactors, Deadlines],
    };
  }

  onApplicationBootstrap(): void {
    this.reactors.start();
    this.deadlines.start();
  }

  // Before `beforeApplicationShutdown`, in which the event log closes.
  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.reactors.stop(), this.deadlines.stop()]);
  }
}
