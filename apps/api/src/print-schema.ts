import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { BUILD_SCHEMA } from './apollo-options.js';

/** Set by Nest's `@Resolver` on a class. */
const RESOLVER = 'graphql:resolver_type';

function resolversOf(module: Type): readonly Type[] {
  const providers = (Reflect.getMetadata('providers', module) ?? []) as readonly unknown[];
  const own = providers.filter(
    (provider): provider is Type => typeof provider === 'function' && Reflect.hasMetadata(RESOLVER, provider),
  );
  const imports = (Reflect.getMetadata('imports', module) ?? []) as readonly unknown[];
  return [...own, ...imports.filter((item): item is Type => typeof item === 'function').flatMap(resolversOf)];
}

/** The schema of these contexts. Needs no database and starts no server. */
export async function schemaOf(contexts: readonly Type[]): Promise<GraphQLSchema> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  try {
    const factory = app.get(GraphQLSchemaFactory);
    return await factory.create([...new Set(contexts.flatMap(resolversOf))], BUILD_SCHEMA);
  } finally {
    await app.close();
  }
}

/** The schema of these contexts as text, sorted: the same bytes for the same schema. */
export const printSchemaOf = async (contexts: readonly Type[]): Promise<string> =>
  `${printSchema(lexicographicSortSchema(await schemaOf(contexts)))}\n`;
