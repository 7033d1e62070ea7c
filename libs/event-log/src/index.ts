export * from './cloud-events/index.js';
export {
  LogHalted,
  type Consumer,
  type EventLog,
  type LogBatch,
  type RecordPlace,
  type Subscription,
} from './event-log.js';
export { EVENT_LOG, EventLogModule } from './event-log.module.js';
export * from './kafka/index.js';
export { StoreTailEventLog, type StoreTailOptions } from './store-tail.js';
