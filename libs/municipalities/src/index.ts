export * from './features/list-municipalities/list-municipalities.query.js';
export * from './input-fields.js';
export * from './municipalities.module.js';
export * from './municipality-registry.js';
export * from './municipality.js';
