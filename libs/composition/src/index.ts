export * from './product.js';
export * from './read-model-states.js';
