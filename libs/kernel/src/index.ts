export * from './codes.js';
export * from './decision.js';
export * from './ids.js';
export * from './json.js';
export * from './package-file.js';
export * from './period.js';
export * from './schemas.js';
export * from './time.js';
