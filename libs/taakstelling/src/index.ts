export * from './domain/figures.policy.js';
export * from './domain/taakstelling.events.js';
export * from './features/index.js';
export * from './features/publish-figures/index.js';
export * from './figures-policy-seed.js';
export * from './read-model/index.js';
export * from './taakstelling.definitions.js';
export * from './taakstelling.module.js';
