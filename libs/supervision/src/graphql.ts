export * from './supervision-graphql.module.js';
