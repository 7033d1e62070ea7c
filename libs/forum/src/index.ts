export * from './domain/forum.events.js';
export * from './features/index.js';
export * from './forum.definitions.js';
export * from './forum.module.js';
export { FORUM } from './read-model/forum.projection.js';
