import { localDateSchema, type Result } from '#libs/kernel';
import {
  Args,
  Field,
  GraphQLSchemaBuilderModule,
  GraphQLSchemaFactory,
  ObjectType,
  Query,
  Resolver,
} from '@nestjs/graphql';
import { Test } from '@nestjs/testing';
import fc from 'fast-check';
import { parse, printSchema, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import {
  connectionOf,
  decodeCursor,
  encodeCursor,
  Paged,
  pageOf,
  toConnection,
  ConnectionArgs,
  type Connection,
  type PageAsked,
  type PageFound,
} from './connection.js';
import { exceeded } from './serving/limit-rules.js';
import { LIMITS } from './serving/limits.js';

const KEY = z.tuple([localDateSchema, z.string()]);

describe('a cursor', () => {
  it('leads back to the key it was made of, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null))), (values) => {
        const key = z.array(z.union([z.string(), z.number(), z.null()]));
        expect(decodeCursor(encodeCursor(values), key)).toEqual({ ok: true, value: values });
        expect(encodeCursor(values)).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
      { seed: 4 },
    );
  });

  it.each([
    ['nothing', ''],
    ['what is no base64url', 'a+b/c='],
    ['what is no JSON', Buffer.from('["2023-01-01",').toString('base64url')],
    ['the key of another list', encodeCursor(['h-1'])],
    ['a day that does not exist', encodeCursor(['2023-02-30', 'h-1'])],
    ['text that no row can hold', encodeCursor(['2023-01-01', 'h\u0000'])],
    ['what goes on and on', encodeCursor(['2023-01-01', 'h'.repeat(2_000)])],
  ])('is refused for %s', (_, text) => {
    expect(decodeCursor(text, KEY)).toMatchObject({
      ok: false,
      refusals: [{ code: 'CURSOR_INVALID', path: ['after'] }],
    });
  });
});

describe('a page', () => {
  it('has 20 rows from the start where nothing is said', () => {
    expect(pageOf({}, KEY)).toEqual({ ok: true, value: { first: 20, after: null } });
    expect(pageOf({ first: null, after: null }, KEY)).toEqual({ ok: true, value: { first: 20, after: null } });
  });

  it('goes on after the row that a cursor names', () => {
    expect(pageOf({ first: 100, after: encodeCursor(['2023-01-01', 'h-1']) }, KEY)).toEqual({
      ok: true,
      value: { first: 100, after: ['2023-01-01', 'h-1'] },
    });
    expect(pageOf({ after: 'x' }, KEY)).toMatchObject({ refusals: [{ code: 'CURSOR_INVALID' }] });
  });

  it.each([0, -1, 101])('of %i rows is refused', (first) => {
    expect(pageOf({ first }, KEY)).toMatchObject({ refusals: [{ code: 'NUMBER_OUT_OF_RANGE', path: ['first'] }] });
  });
});

describe('a list read page by page', () => {
  /** As a reader does: one row more than is given. */
  const read = (all: readonly number[], { first, after }: PageAsked<number>): PageFound<number> => {
    const rows = all.filter((n) => after === null || n > after).slice(0, first + 1);
    return { position: 7, rows: rows.slice(0, first), hasNext: rows.length > first };
  };

  it('shows every row once, in order, and then ends', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(500), { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (numbers, first) => {
        const all = [...numbers].sort((a, b) => a - b);
        const seen: number[] = [];
        for (let after: string | null = null, pages = 0; pages < 100; pages++) {
          const page: Result<PageAsked<number>> = pageOf({ first, after }, z.number());
          if (!page.ok) throw new Error('the cursor is ours');
          const { edges, pageInfo, position }: Connection<number> = toConnection(
            read(all, page.value),
            page.value,
            (n) => n,
          );
          expect([position, pageInfo.hasPreviousPage]).toEqual([7, after !== null]);
          expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
            edges[0]?.cursor ?? null,
            edges.at(-1)?.cursor ?? null,
          ]);
          seen.push(...edges.map(({ node }) => node));
          if (!pageInfo.hasNextPage) break;
          after = pageInfo.endCursor;
        }
        expect(seen).toEqual(all);
      }),
      { seed: 20 },
    );
  });
});

@ObjectType('Thing')
class ThingType {
  @Field(() => String)
  id!: string;
}
const ThingConnection = connectionOf(ThingType, 'Thing');

@Resolver()
class ThingsResolver {
  @Query(() => ThingConnection)
  @Paged()
  things(@Args() _: ConnectionArgs): Connection<ThingType> {
    throw new Error('only its types are looked at');
  }
}

describe('a connection in the schema', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    const app = await Test.createTestingModule({ imports: [GraphQLSchemaBuilderModule] }).compile();
    schema = await app.get(GraphQLSchemaFactory).create([ThingsResolver]);
  });

  it('is named after its node', () => {
    const printed = printSchema(schema);
    expect(printed).toContain('type ThingConnection {');
    expect(printed).toContain('edges: [ThingEdge!]!');
    expect(printed).toContain('node: Thing!');
    expect(printed).toMatch(/type PageInfo \{[^}]*hasNextPage: Boolean!/);
  });

  it('costs as many rows as it is asked for, and 20 where nothing is said', () => {
    const costOf = (query: string, variables = {}): unknown =>
      exceeded(schema, parse(query), { ...LIMITS, cost: 0 }, variables)[0]?.extensions['actual'];
    const fields = '{ edges { node { id } } }';
    // Edges, node and id count for every row, the list itself once.
    expect(costOf(`{ things ${fields} }`)).toBe(1 + 20 * 3);
    expect(costOf(`{ things(first: 50) ${fields} }`)).toBe(1 + 50 * 3);
    expect(costOf(`query ($n: Int) { things(first: $n) ${fields} }`, { n: 100 })).toBe(1 + 100 * 3);
    expect(costOf(`{ things(first: 1000000) ${fields} }`)).toBe(1 + 100 * 3);
    expect(costOf(`{ things(first: -5) ${fields} }`)).toBe(1 + 3);
  });
});
