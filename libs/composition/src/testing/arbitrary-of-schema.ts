import type { JsonSchema } from '#libs/event-catalogue';
import fc, { type Arbitrary } from 'fast-check';

/** Characters of one UTF-16 unit each, so that a length is that of the schema: plain, of two and three bytes, and those that JSON escapes. */
const character = fc.constantFrom('a', ' ', 'ë', '€', '"', '\\', '\n', '\u0001', '\u2028');

/** Any value that a JSON Schema of the catalogue allows. Throws on a keyword that it does not know, rather than make too little. */
export function arbitraryOf(schema: JsonSchema): Arbitrary<unknown> {
  const { type, anyOf, enum: values, format, pattern, properties } = schema;
  if (Array.isArray(anyOf)) return fc.oneof(...(anyOf as readonly JsonSchema[]).map(arbitraryOf));
  if (Array.isArray(values)) return fc.constantFrom<unknown>(...(values as readonly unknown[]));
  if (format === 'date') return fc.constantFrom('1900-01-01', '2023-12-31', '2024-02-29', '2199-06-30');
  if (format === 'date-time') {
    return fc.constantFrom('2023-07-01T00:00:00.000Z', '2022-09-30T22:00:00.123Z', '2015-01-01T00:00:00+01:00');
  }
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern));
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'string': {
      const { minLength = 0, maxLength = 40 } = schema;
      return fc.string({ minLength: Number(minLength), maxLength: Number(maxLength), unit: character });
    }
    case 'boolean':
      return fc.boolean();
    case 'array': {
      const { items, minItems = 0, maxItems = 5 } = schema;
      return fc.array(arbitraryOf(items as JsonSchema), {
        minLength: Number(minItems),
        maxLength: Math.min(Number(maxItems), Number(minItems) + 5),
      });
    }
    case 'integer':
      return fc.integer({ min: Number(schema['minimum']), max: Number(schema['maximum']) });
    case 'object':
      if (typeof schema['additionalProperties'] === 'object' && schema['propertyNames'] !== undefined) {
        const { propertyNames, additionalProperties } = schema;
        return fc.dictionary(
          arbitraryOf(propertyNames as JsonSchema) as Arbitrary<string>,
          arbitraryOf(additionalProperties as JsonSchema),
        );
      }
      return properties === undefined
        ? fc.dictionary(fc.string({ unit: character }), fc.jsonValue({ noUnicodeString: true }).map(withoutMinusZero))
        : fc.record(
            Object.fromEntries(
              Object.entries(properties as Readonly<Record<string, JsonSchema>>).map(([name, of]) => [
                name,
                arbitraryOf(of),
              ]),
            ),
            { requiredKeys: schema['required'] as string[] },
          );
    default:
      throw new RangeError(`no values for the schema ${JSON.stringify(schema)}`);
  }
}

/** JSON has no −0. */
const withoutMinusZero = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
