import { buildSchema, getIntrospectionQuery, parse, type GraphQLSchema } from 'graphql';
import { listSize, municipalitiesIn } from '../field-extensions.js';
import { exceeded } from './limit-rules.js';
import { LIMITS } from './limits.js';

function overviews(): GraphQLSchema {
  const schema = buildSchema(`
    type Row { a: Int b: Int again: Row }
    type Query { rows(scope: String!): [Row!]! }
  `);
  const field = schema.getQueryType()?.getFields()['rows'];
  if (field !== undefined) field.extensions = listSize({ argument: 'scope', rows: municipalitiesIn });
  return schema;
}

describe('what a question may ask', () => {
  const schema = overviews();
  const codes = (query: string, variables?: Record<string, unknown>): unknown[] =>
    exceeded(schema, parse(query), LIMITS, variables).map(({ extensions }) => extensions['code']);
  const many = (scope: string, head = ''): string =>
    `query Q${head} { ${Array.from({ length: 60 }, (_, n) => `r${n}: rows(scope: ${scope}) { a }`).join(' ')} }`;

  it('weighs the country heavier than a province, and a municipality as one', () => {
    expect(codes(many('"PV26"'))).toEqual([]);
    expect(codes(many('"GM0344"'))).toEqual([]);
    expect(codes(many('"NL"'))).toEqual(['QUERY_TOO_COSTLY']);
  });

  it('weighs by what the variable holds, or else its default', () => {
    expect(codes(many('$s', '($s: String!)'), { s: 'PV26' })).toEqual([]);
    expect(codes(many('$s', '($s: String!)'), { s: 'NL' })).toEqual(['QUERY_TOO_COSTLY']);
    expect(codes(many('$s', '($s: String! = "NL")'))).toEqual(['QUERY_TOO_COSTLY']);
    expect(codes(many('$s', '($s: String! = "NL")'), { s: 'PV26' })).toEqual([]);
  });

  it('lets the introspection of tools through, also where questions may be less deep', () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true, specifiedByUrl: true });
    expect(codes(query)).toEqual([]);
    expect(exceeded(schema, parse(query), { ...LIMITS, depth: 5 })).toEqual([]);
  });

  it('looks inside introspection: aliases, cost, and a depth beyond that of tools', () => {
    const aliases = Array.from({ length: 61 }, (_, n) => `n${n}: name`).join(' ');
    expect(codes(`{ __schema { queryType { ${aliases} } } }`)).toEqual(['QUERY_TOO_MANY_ALIASES']);
    const types = Array.from(
      { length: 60 },
      (_, n) => `s${n}: __schema { types { fields { args { name description } } } }`,
    );
    expect(codes(`{ ${types.join(' ')} }`)).toEqual(['QUERY_TOO_COSTLY']);
    const deep = `{ __type(name: "Row") { ${'ofType { '.repeat(20)}name${' }'.repeat(20)} } }`;
    expect(codes(deep)).toEqual(['QUERY_TOO_DEEP']);
  });
});
