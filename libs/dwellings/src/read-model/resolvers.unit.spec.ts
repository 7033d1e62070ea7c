import { limitRule, LIMITS, REFUSAL_TYPES } from '#libs/graphql';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { Test } from '@nestjs/testing';
import {
  getNamedType,
  isEnumType,
  isObjectType,
  parse,
  validate,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { commandResolvers } from '../features/resolvers.js';
import { DwellingsResolver } from './dwellings.resolver.js';

/** Every field of a type, down to the last. */
function everything(type: GraphQLNamedType): string {
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).map(
    (field) => `${field.name} ${everything(getNamedType(field.type))}`,
  );
  return `{ ${fields.join(' ')} }`;
}

describe('dwellings in the schema', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    const app = await Test.createTestingModule({ imports: [GraphQLSchemaBuilderModule] }).compile();
    const orphanedTypes = [...REFUSAL_TYPES];
    schema = await app.get(GraphQLSchemaFactory).create([...commandResolvers, DwellingsResolver], { orphanedTypes });
  });

  it.each([
    ['dwelling', 'id: "d"'],
    ['dwellings', 'municipality: "GM0355", state: offered, first: 100'],
    ['dwellingVacancies', 'municipality: "GM0355"'],
  ])('%s(%s) may be asked whole', (query, args) => {
    const field = schema.getQueryType()?.getFields()[query];
    const asked = field === undefined ? '' : everything(getNamedType(field.type));
    const refused = validate(schema, parse(`{ ${query}(${args}) ${asked} }`), [limitRule(LIMITS)]);
    expect(refused.map(({ message }) => message)).toEqual([]);
  });

  it('take their words as events and files have them, a hyphen being an underscore', () => {
    const access = schema.getType('DwellingAccess');
    const words = isEnumType(access) ? access.getValues().map(({ name, value }) => [name, value as unknown]) : [];
    expect(words).toEqual([
      ['stairs', 'stairs'],
      ['step_free', 'step-free'],
      ['wheelchair', 'wheelchair'],
    ]);
  });

  it('can be offered, changed, reserved, released and withdrawn, each by a command with an id of its own', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(mutations.map(({ name }) => name).sort()).toEqual([
      'dwellingChange',
      'dwellingOffer',
      'dwellingRelease',
      'dwellingReserve',
      'dwellingWithdraw',
    ]);
    for (const { args } of mutations) expect(args.map(({ name }) => name)).toEqual(['input']);
  });
});
