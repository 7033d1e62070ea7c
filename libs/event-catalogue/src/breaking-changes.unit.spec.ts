import { z } from 'zod';
import { breakingChanges } from './breaking-changes.js';
import { factSchemaOf, type JsonSchema } from './data-schema.js';

const schemaOf = (schema: z.ZodType): JsonSchema => factSchemaOf({ schema });

const shape = {
  persons: z.int().min(0).max(100),
  kind: z.enum(['regular', 'har']),
  reason: z.string().min(1).max(500).nullable(),
  row: z.object({ on: z.string() }),
  tags: z.array(z.string().max(9)),
  maybe: z.string().optional(),
};
const released = schemaOf(z.object(shape));
const changes = (changed: z.ZodRawShape): readonly string[] =>
  breakingChanges(released, schemaOf(z.object({ ...shape, ...changed })));
const without = (name: keyof typeof shape): readonly string[] => {
  const { [name]: _, ...rest } = shape;
  return breakingChanges(released, schemaOf(z.object(rest)));
};

describe('a released schema', () => {
  it('is not broken by the same schema, whatever the order of its parts', () => {
    expect(changes({})).toEqual([]);
    expect(breakingChanges(released, schemaOf(z.object(Object.fromEntries(Object.entries(shape).reverse()))))).toEqual(
      [],
    );
    expect(changes({ kind: z.enum(['har', 'regular']) })).toEqual([]);
  });

  it('is not broken by a field that may be absent, nor by other words for people', () => {
    expect(changes({ extra: z.string().optional() })).toEqual([]);
    expect(changes({ persons: shape.persons.describe('Inhabitants.') })).toEqual([]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['a field is removed', without('persons'), ['data.persons: was removed']],
    ['a field that might be absent is removed', without('maybe'), ['data.maybe: was removed']],
    [
      'a field gets another name',
      breakingChanges(schemaOf(z.object({ a: z.string() })), schemaOf(z.object({ b: z.string() }))),
      ['data.a: was removed', 'data.b: became required'],
    ],
    ['a new field must be there', changes({ extra: z.string() }), ['data.extra: became required']],
    ['a field must be there from now on', changes({ maybe: z.string() }), ['data.maybe: became required']],
    [
      'a field may be left out from now on',
      changes({ persons: shape.persons.optional() }),
      ['data.persons: became optional'],
    ],
    [
      'a type changes',
      changes({ row: z.string() }),
      ['data.row.on: was removed', 'data.row: type was "object", is "string"'],
    ],
    [
      'a value is added',
      changes({ kind: z.enum(['regular', 'har', 'foster']) }),
      ['data.kind: the value "foster" was added'],
    ],
    ['a value is removed', changes({ kind: z.enum(['regular']) }), ['data.kind: the value "har" was removed']],
    ['a word becomes free text', changes({ kind: z.string() }), ['data.kind: enum was ["regular","har"], is absent']],
    ['a bound is tightened', changes({ persons: z.int().min(1).max(100) }), ['data.persons: minimum was 0, is 1']],
    ['a bound is loosened', changes({ persons: z.int().min(0).max(200) }), ['data.persons: maximum was 100, is 200']],
    [
      'a field may be null from now on',
      changes({ persons: shape.persons.nullable() }),
      expect.arrayContaining(['data.persons: anyOf had 0 branches, has 2']),
    ],
    [
      'a text may be longer',
      changes({ reason: z.string().min(1).max(501).nullable() }),
      ['data.reason: maxLength was 500, is 501'],
    ],
    [
      'it changes further down',
      changes({ row: z.object({ on: z.int() }) }),
      expect.arrayContaining(['data.row.on: type was "string", is "integer"']),
    ],
    [
      'what a list holds changes',
      changes({ tags: z.array(z.string().max(8)) }),
      ['data.tags[]: maxLength was 9, is 8'],
    ],
    [
      'other fields are refused from now on',
      changes({ row: z.strictObject({ on: z.string() }) }),
      ['data.row: additionalProperties was absent, is false'],
    ],
    [
      'a form is asked for',
      changes({ maybe: z.string().regex(/^a/).optional() }),
      ['data.maybe: pattern was absent, is "^a"'],
    ],
  ])('is broken when %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('is broken by a new field where readers refuse other fields', () => {
    const closed = (fields: z.ZodRawShape): JsonSchema => schemaOf(z.strictObject(fields));
    expect(breakingChanges(closed({ a: z.string() }), closed({ a: z.string(), b: z.string().optional() }))).toEqual([
      'data.b: was added where other properties are refused',
    ]);
  });
});
