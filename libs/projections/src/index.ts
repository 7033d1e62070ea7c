export type { Progress, RebuildReport } from './builder.js';
export type { ChangeListener } from './change-feed.js';
export {
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
export { ProjectionHost, type ProjectionHostOptions, type ProjectionStatus } from './projection-host.js';
export { PROJECTION_HOST, ProjectionsModule, type ProjectionsOptions } from './projections.module.js';
export type { LiveGeneration, ReadModelQuery } from './reader.js';
export { waitForPosition } from './wait-for-position.js';
