export * from './caller.js';
export * from './connection.js';
export * from './field-extensions.js';
export * from './live-states.js';
export * from './refusal.types.js';
export * from './scalars.js';
export * from './serving/index.js';
export { enumOf } from './enum-of.js';
