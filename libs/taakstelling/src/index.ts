export * from './domain/figures.policy.js';
export * from './domain/taakstelling.events.js';
