export * from './policy.events.js';
