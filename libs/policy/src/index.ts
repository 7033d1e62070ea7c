export * from './features/adopt-policy/adopt-policy.command.js';
export * from './features/propose-policy/propose-policy.command.js';
export * from './in-force.js';
export * from './policy-reader.js';
export * from './policy-schemas.js';
export * from './policy.events.js';
export * from './policy.module.js';
export * from './seed-policies.js';
