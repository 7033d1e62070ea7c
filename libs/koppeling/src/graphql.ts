export * from './koppeling-graphql.module.js';
