export * from './dwellings-graphql.module.js';
