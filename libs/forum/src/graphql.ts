export * from './forum-graphql.module.js';
