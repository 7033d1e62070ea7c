export type { Consumer, EventLog, LogBatch, Subscription } from './event-log.js';
export { EVENT_LOG, EventLogModule } from './event-log.module.js';
export { StoreTailEventLog, type StoreTailOptions } from './store-tail.js';
