export * from './product.js';
export * from './read-model-states.js';
export * from './shipped-policies.js';
