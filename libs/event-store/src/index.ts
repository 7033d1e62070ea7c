export * from './errors.js';
export * from './event-store.js';
export { InMemoryEventStore } from './memory/in-memory-event-store.js';
export { eventStoreMigrations } from './postgres/migrations.js';
export { MOST_EVENT_BYTES, MOST_RECORD_BYTES } from './prepared-append.js';
export { PostgresEventStore } from './postgres/postgres-event-store.js';
export * from './tokens.js';
export * from './event-store.module.js';
export * from './run-command.js';
