import { parseLocalDate } from '#libs/kernel';
import type { JsonSchema } from './data-schema.js';

type Check = (value: unknown) => boolean;

const never: Check = () => false;
const NOTES: readonly string[] = ['$schema', '$id', 'title', 'description'];
/** As the kernel writes a moment; days that some months lack are left to the schema. */
const PLAIN_MOMENT = /^(19|[2-9]\d)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  date: (text) => parseLocalDate(text).ok,
  'date-time': (text) => PLAIN_MOMENT.test(text),
};

/**
 * A cheap check that never says yes to what the schema refuses; what it says no to is for the schema to decide. Every event
 * on its way to a read model is checked, and a schema library takes some tens of microseconds for each.
 */
export function plainFit(schema: JsonSchema): Check {
  const { type, anyOf, enum: values, const: only, ...rest } = schema;
  const keywords = Object.keys(rest).filter((keyword) => !NOTES.includes(keyword));
  const has = (...known: readonly string[]): boolean => keywords.every((keyword) => known.includes(keyword));
  if (Array.isArray(anyOf)) {
    const checks = (anyOf as readonly JsonSchema[]).map(plainFit);
    return type === undefined && has() ? (v) => checks.some((check) => check(v)) : never;
  }
  if (Array.isArray(values)) return type === 'string' && has() ? oneOf(values) : never;
  if (only !== undefined) return has() ? (v) => v === only : never;
  switch (type) {
    case 'null':
      return has() ? (v) => v === null : never;
    case 'boolean':
      return has() ? (v) => typeof v === 'boolean' : never;
    case 'integer':
      return has('minimum', 'maximum') ? whole(rest) : never;
    case 'string':
      return has('minLength', 'maxLength', 'pattern', 'format') ? text(rest) : never;
    case 'object':
      return has('properties', 'required') ? object(rest) : never;
    default:
      return never;
  }
}

function oneOf(values: readonly unknown[]): Check {
  const known = new Set(values);
  return (v) => typeof v === 'string' && known.has(v);
}

function whole({ minimum = -Infinity, maximum = Infinity }: JsonSchema): Check {
  const [least, most] = [Number(minimum), Number(maximum)];
  return (v) => Number.isSafeInteger(v) && (v as number) >= least && (v as number) <= most;
}

/** Lengths in UTF-16 units, as zod counts them. */
function text({ minLength = 0, maxLength = Infinity, pattern, format }: JsonSchema): Check {
  const [least, most] = [Number(minLength), Number(maxLength)];
  const shape = typeof pattern === 'string' ? new RegExp(pattern) : null;
  const known = format === undefined ? () => true : FORMATS[format as string];
  if (known === undefined) return never;
  return (v) =>
    typeof v === 'string' && v.length >= least && v.length <= most && (shape === null || shape.test(v)) && known(v);
}

function object({ properties = {}, required = [] }: JsonSchema): Check {
  const needed = new Set(required as readonly string[]);
  const fields = Object.entries(properties as Readonly<Record<string, JsonSchema>>).map(([name, schema]) => ({
    name,
    check: plainFit(schema),
    isNeeded: needed.has(name),
  }));
  return (v) => {
    if (typeof v !== 'object' || v === null || Array.isArray(v)) return false;
    for (const { name, check, isNeeded } of fields) {
      const value = (v as Readonly<Record<string, unknown>>)[name];
      if (value === undefined ? isNeeded : !check(value)) return false;
    }
    return true;
  };
}
