import { Inject, Module, type DynamicModule, type BeforeApplicationShutdown } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import type { EventLog } from './event-log.js';
import { StoreTailEventLog, type StoreTailOptions } from './store-tail.js';

/** How events reach those who read them. */
export const EVENT_LOG = Symbol('EventLog');

/** Provides `EVENT_LOG` everywhere; its subscriptions stop, finishing the batch in hand, when the application does. */
@Module({})
export class EventLogModule implements BeforeApplicationShutdown {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** The embedded shape: the store's own tail, without a broker. */
  static storeTail(options: StoreTailOptions = {}): DynamicModule {
    return {
      module: EventLogModule,
      global: true,
      providers: [
        {
          provide: EVENT_LOG,
          useFactory: (store: EventStore) => new StoreTailEventLog(store, options),
          inject: [EVENT_STORE],
        },
      ],
      exports: [EVENT_LOG],
    };
  }

  // After `onModuleDestroy`, in which the consumers stop by themselves.
  async beforeApplicationShutdown(): Promise<void> {
    await this.log.close();
  }
}
