export * from './taakstelling-graphql.module.js';
