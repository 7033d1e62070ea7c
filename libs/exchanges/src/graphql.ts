export * from './exchanges-graphql.module.js';
