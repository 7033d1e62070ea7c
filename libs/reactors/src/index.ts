export type { Deadline, DeadlineHandler, DeadlineKey, NewDeadline } from './deadline.js';
export { Deadlines, type DeadlinesOptions, type DeadlinesStatus, type FailingDeadline } from './deadlines.js';
export { reactorMigrations } from './migrations.js';
export type { Begin, HostLog, Reactor, Role } from './reactor.js';
export { Reactors, type ReactorsOptions, type ReactorStatus } from './reactors.js';
export { ReactorsModule, type ReactorsModuleOptions } from './reactors.module.js';
