export * from './policy-graphql.module.js';
