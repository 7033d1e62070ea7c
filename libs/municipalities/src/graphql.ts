export * from './municipalities-graphql.module.js';
