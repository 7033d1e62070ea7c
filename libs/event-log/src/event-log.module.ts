import { Inject, Logger, Module, type DynamicModule, type BeforeApplicationShutdown } from '@nestjs/common';
import type { EventCatalogue } from '#libs/event-catalogue';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import type { EventLog } from './event-log.js';
import { KafkaEventLog } from './kafka/kafka-event-log.js';
import type { KafkaSettings } from './kafka/kafka-settings.js';
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

  /** The distributed shape: the topic of events, which the relay fills from the store. The store itself is asked only for the moment of one event. */
  static kafka({
    settings,
    catalogue,
  }: {
    readonly settings: KafkaSettings;
    readonly catalogue: EventCatalogue;
  }): DynamicModule {
    const logger = new Logger('EventLog');
    return {
      module: EventLogModule,
      global: true,
      providers: [
        {
          provide: EVENT_LOG,
          useFactory: (store: EventStore) =>
            new KafkaEventLog({
              settings,
              catalogue,
              store,
              log: { info: (line) => logger.debug(line), error: (line) => logger.error(line) },
            }),
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
