import { instantSchema, localDateSchema, municipalityCodeSchema, periodSchema, scopeSchema } from '#libs/kernel';
import fc from 'fast-check';
import { z } from 'zod';
import { factSchemaOf } from './data-schema.js';
import { plainFit } from './plain-fit.js';

const fits = (schema: z.ZodType, value: unknown): boolean => plainFit(factSchemaOf({ schema }))(value);

const everything = z.object({
  municipality: municipalityCodeSchema,
  scope: scopeSchema,
  period: periodSchema,
  on: localDateSchema,
  knownAt: instantSchema.nullable(),
  persons: z.int().min(-4).max(9),
  any: z.int(),
  kind: z.enum(['regular', 'har']),
  counts: z.boolean(),
  remark: z.string().min(1).max(5).nullable(),
  nested: z.object({ text: z.string(), maybe: z.string().optional() }),
  one: z.literal('one'),
});

const good = {
  municipality: 'GM0344',
  scope: 'NL',
  period: '2023-1',
  on: '2024-02-29',
  knownAt: '2023-07-01T00:00:00.000Z',
  persons: 9,
  any: Number.MAX_SAFE_INTEGER,
  kind: 'har',
  counts: false,
  remark: '“ë”€😀'.slice(0, 5),
  nested: { text: '' },
  one: 'one',
};

/** Values around the edges of what is allowed. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    '',
    'NL',
    'GM0344',
    'GM034',
    'PV26',
    'PV26\n',
    'har',
    'one',
    '2023-1',
    '2023-3',
    '1899-1',
    [],
    {},
    -5,
    -4,
    9,
    10,
    1.5,
    2 ** 53,
    '2023-02-29',
    '2024-02-29',
    '1899-12-31',
    '2023-07-01T00:00:00.000Z',
    '2023-02-30T00:00:00.000Z',
    '2023-07-01T24:00:00.000Z',
    '1899-12-30T00:00:00.000Z',
    '2023-07-01T00:00:00+02:00',
    '12345',
    '123456',
    '“ë”€😀',
    { text: 'x', maybe: 4 },
    { text: 'x', maybe: 'y' },
    { maybe: 'y' },
  ),
  fc.string(),
  fc.integer(),
);

describe('the cheap check before the schema', () => {
  it('says yes to what is plainly right, also without what may be left out and with what is not known', () => {
    expect(everything.safeParse(good).success).toBe(true);
    expect(fits(everything, good)).toBe(true);
    expect(fits(everything, { ...good, knownAt: null, remark: null, nested: { text: 'x', maybe: 'y' }, new: 1 })).toBe(
      true,
    );
  });

  it('never says yes to what the schema refuses', () => {
    const check = plainFit(factSchemaOf({ schema: everything }));
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), value, (field, changed) => {
        const data = { ...good, [field]: changed };
        const isRight = everything.safeParse(data).success;
        if (!isRight) refused++;
        return !check(data) || isRight;
      }),
      { numRuns: 2_000 },
    );
    expect(refused).toBeGreaterThan(100);
    for (const other of [null, undefined, [], 'text', 4]) expect(check(other)).toBe(false);
  });

  it.each<[string, z.ZodType, unknown]>([
    ['a list', z.array(z.string()), ['a']],
    ['a record', z.record(z.string(), z.int()), { a: 1 }],
    ['a broken number', z.number(), 1.5],
    ['other fields refused', z.strictObject({ a: z.string() }), { a: 'x' }],
    ['a format of its own', z.email(), 'a@example.org'],
    ['numbers as words', z.literal([1, 2]), 1],
  ])('leaves to the schema what it does not understand: %s', (_, schema, right) => {
    expect(schema.safeParse(right).success).toBe(true);
    expect(fits(schema, right)).toBe(false);
  });
});
