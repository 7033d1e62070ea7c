export type { RebuildReport } from './builder.js';
export type { ChangeListener } from './change-feed.js';
export type { Progress } from './drain.js';
export {
  EVENT_NOT_HANDLED,
  ProjectionBehind,
  ProjectionFenced,
  ProjectionHalted,
  ProjectionNewer,
  ProjectionNotReady,
  ProjectionStopped,
  RebuildUnderWay,
} from './errors.js';
export type { TableHash } from './generations.js';
export { projectionMigrations } from './migrations.js';
export * from './projection.js';
export { ProjectionHost, type ProjectionHostOptions } from './projection-host.js';
export type { ProjectionStatus } from './projection-status.js';
export { PROJECTION_HOST, ProjectionsModule, type ProjectionsOptions } from './projections.module.js';
export type { LiveGeneration, ReadModelQuery } from './reader.js';
export { waitForPosition } from './wait-for-position.js';
