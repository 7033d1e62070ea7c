import { Documents, LIMITS } from '#libs/graphql';
import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { API_CONTEXTS } from './contexts.js';
import { schemaOf } from './print-schema.js';

/** Every field, and what is within it. */
function allOf(type: GraphQLNamedType): string {
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).map(
    ({ name, type: inner }) => `${name} ${allOf(getNamedType(inner))}`,
  );
  return `{ ${fields.join(' ')} }`;
}

describe('the size of a question to the product', () => {
  let schema: GraphQLSchema;
  let documents: Documents;
  beforeAll(async () => {
    schema = await schemaOf(API_CONTEXTS);
    documents = new Documents(schema, LIMITS, true);
  });

  const codes = (query: string, variables: Record<string, unknown> = {}): unknown[] => {
    const prepared = documents.prepare({ query, variables });
    return prepared.ok ? [] : prepared.errors.map(({ extensions }) => extensions['code']);
  };

  it('is known: every list of Query, and every list right within an answer of it, states its rows', () => {
    const query = schema.getQueryType();
    const fields = Object.values(query?.getFields() ?? {});
    const lists = fields.filter(({ type }) => isListType(getNullableType(type)));
    expect(lists.map(({ name }) => name)).toEqual(expect.arrayContaining(['figuresPerMunicipality', 'municipalities']));
    expect(lists.filter(({ extensions }) => extensions['listSize'] === undefined)).toEqual([]);
    for (const [type, name] of [
      ['FigureEntries', 'entries'],
      ['Assessments', 'assessments'],
      ['Assessments', 'counts'],
    ] as const) {
      const object = schema.getType(type);
      expect(isObjectType(object) && object.getFields()[name]?.extensions['listSize']).toEqual(expect.any(Number));
    }
  });

  it('an overview of a province with every field is within the limits, by literal and by variable', () => {
    const figures = schema.getType('Figures');
    const all = figures === undefined ? '' : allOf(figures);
    expect(codes(`{ figuresPerMunicipality(scope: "PV26", period: "2023-1") ${all} }`)).toEqual([]);
    const asked = `query ($s: Scope!) { figuresPerMunicipality(scope: $s, period: "2023-1") ${all} }`;
    expect(codes(asked, { s: 'PV26' })).toEqual([]);
    expect(codes(asked, { s: 'NL' })).toEqual(['QUERY_TOO_COSTLY']);
  });

  it('the whole country sixty times is not', () => {
    const times = Array.from(
      { length: 60 },
      (_, n) => `a${n}: figuresPerMunicipality(scope: "NL", period: "2023-1") { opening }`,
    );
    expect(codes(`{ ${times.join(' ')} }`)).toEqual(['QUERY_TOO_COSTLY']);
  });

  it('ten times a thousand rows of the ledger is not', () => {
    const rows = (first: number): string =>
      `{ ${Array.from({ length: 10 }, (_, n) => `a${n}: figureEntries(scope: "NL", period: "2023-1", first: ${first}) { entries { id persons } }`).join(' ')} }`;
    expect(codes(rows(100))).toEqual([]);
    expect(codes(rows(1_000))).toEqual(['QUERY_TOO_COSTLY']);
  });
});
