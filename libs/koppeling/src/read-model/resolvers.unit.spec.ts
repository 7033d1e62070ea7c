import { limitRule, LIMITS } from '#libs/graphql';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { Test } from '@nestjs/testing';
import { getNamedType, isObjectType, parse, validate, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import { readModelResolvers } from './resolvers.js';

/** Every field of a type, down to the last. */
function everything(type: GraphQLNamedType): string {
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).map(
    (field) => `${field.name} ${everything(getNamedType(field.type))}`,
  );
  return `{ ${fields.join(' ')} }`;
}

describe('households in the schema', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    const app = await Test.createTestingModule({ imports: [GraphQLSchemaBuilderModule] }).compile();
    schema = await app.get(GraphQLSchemaFactory).create([...readModelResolvers]);
  });
  const allOf = (query: string, args: string): string => {
    const field = schema.getQueryType()?.getFields()[query];
    if (field === undefined) throw new Error(`there is no query ${query}`);
    return `{ ${query}(${args}) ${everything(getNamedType(field.type))} }`;
  };

  const refusalsOf = (query: string): unknown[] =>
    validate(schema, parse(query), [limitRule(LIMITS)]).map(({ extensions }) => extensions['code']);

  it.each([
    ['household', 'id: "h-1"'],
    ['households', 'municipality: "GM0342", first: 20'],
    ['lateHouseholds', 'province: "PV26", first: 20'],
    ['openStays', 'municipality: "GM0342", first: 100'],
    ['coaDifferences', 'municipality: "GM0342", first: 100'],
    ['subjectAccess', 'household: "h-1"'],
  ])('%s(%s) may be asked whole', (query, args) => {
    expect(refusalsOf(allOf(query, args))).toEqual([]);
  });

  it('a page of 100 households may be asked with what a list shows, and not with all that a household has', () => {
    const shown =
      'view id status persons toHouse held clock { dueOn daysLate daysLateTakenOver daysLateHere steps { step dueOn doneOn } } needs { bedrooms access ties { km maxKm hard within } } profile { bedrooms access maxRent ties { lat lon maxKm hard } }';
    const page = (fields: string) =>
      `{ households(municipality: "GM0342", first: 100) { edges { cursor node { ${fields} } } pageInfo { endCursor } } }`;
    expect(refusalsOf(page(shown))).toEqual([]);
    expect(refusalsOf(allOf('households', 'municipality: "GM0342", first: 100'))).toEqual(['QUERY_TOO_COSTLY']);
  });
});
