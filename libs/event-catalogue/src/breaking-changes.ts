import { canonicalJson, type JsonValue } from '#libs/kernel';
import type { JsonSchema } from './data-schema.js';

/** Keywords for people: they may change. */
const NOTES: readonly string[] = ['title', 'description', 'examples', '$comment'];

const members = (schema: unknown, keyword: string): Readonly<Record<string, JsonSchema>> =>
  ((schema as JsonSchema)[keyword] ?? {}) as Readonly<Record<string, JsonSchema>>;
const list = (schema: JsonSchema, keyword: string): readonly JsonValue[] =>
  (schema[keyword] ?? []) as readonly JsonValue[];
const shown = (value: unknown): string => (value === undefined ? 'absent' : canonicalJson(value as JsonValue));

/**
 * What would make a reader by one of two schemas refuse what a writer by the other writes, in either direction: programs of
 * before and after the change read and write one log at the same time. Compatible are a new property that need not be there,
 * and other words for people; anything else needs a raised version with an upcast. Empty: no breaking change.
 */
export function breakingChanges(released: JsonSchema, current: JsonSchema, path = 'data'): readonly string[] {
  const keywords = [...new Set([...Object.keys(released), ...Object.keys(current)])].sort();
  return keywords.flatMap((keyword) => {
    if (NOTES.includes(keyword)) return [];
    switch (keyword) {
      case 'properties':
        return propertyChanges(released, current, path);
      case 'required':
        return requiredChanges(released, current, path);
      case 'enum':
        return valueChanges(released, current, path);
      case 'anyOf':
      case 'oneOf':
      case 'allOf':
        return branchChanges(released, current, keyword, path);
      case 'items':
        return itemChanges(released, current, path);
      default:
        return keywordChanges(released, current, keyword, path);
    }
  });
}

function keywordChanges(released: JsonSchema, current: JsonSchema, keyword: string, path: string): readonly string[] {
  const [was, is] = [shown(released[keyword]), shown(current[keyword])];
  return was === is ? [] : [`${path}: ${keyword} was ${was}, is ${is}`];
}

function propertyChanges(released: JsonSchema, current: JsonSchema, path: string): readonly string[] {
  const now = members(current, 'properties');
  const before = members(released, 'properties');
  const isClosed = current['additionalProperties'] === false || released['additionalProperties'] === false;
  const added = Object.keys(now).filter((name) => isClosed && !Object.hasOwn(before, name));
  return [
    ...Object.entries(before).flatMap(([name, schema]) => {
      const other = Object.hasOwn(now, name) ? now[name] : undefined;
      return other === undefined ? [`${path}.${name}: was removed`] : breakingChanges(schema, other, `${path}.${name}`);
    }),
    ...added.map((name) => `${path}.${name}: was added where other properties are refused`),
  ];
}

function requiredChanges(released: JsonSchema, current: JsonSchema, path: string): readonly string[] {
  const before = list(released, 'required').map(String);
  const now = list(current, 'required').map(String);
  return [
    ...now.filter((name) => !before.includes(name)).map((name) => `${path}.${name}: became required`),
    ...before
      .filter((name) => !now.includes(name) && Object.hasOwn(members(current, 'properties'), name))
      .map((name) => `${path}.${name}: became optional`),
  ];
}

function valueChanges(released: JsonSchema, current: JsonSchema, path: string): readonly string[] {
  if (released['enum'] === undefined || current['enum'] === undefined) {
    return keywordChanges(released, current, 'enum', path);
  }
  const before = list(released, 'enum').map(shown);
  const now = list(current, 'enum').map(shown);
  return [
    ...before.filter((value) => !now.includes(value)).map((value) => `${path}: the value ${value} was removed`),
    ...now.filter((value) => !before.includes(value)).map((value) => `${path}: the value ${value} was added`),
  ];
}

function branchChanges(released: JsonSchema, current: JsonSchema, keyword: string, path: string): readonly string[] {
  const before = list(released, keyword) as unknown as readonly JsonSchema[];
  const now = list(current, keyword) as unknown as readonly JsonSchema[];
  if (before.length !== now.length) return [`${path}: ${keyword} had ${before.length} branches, has ${now.length}`];
  return before.flatMap((schema, i) => breakingChanges(schema, now[i] ?? {}, path));
}

function itemChanges(released: JsonSchema, current: JsonSchema, path: string): readonly string[] {
  const [before, now] = [released['items'], current['items']];
  if (typeof before !== 'object' || typeof now !== 'object') return keywordChanges(released, current, 'items', path);
  return breakingChanges(before as JsonSchema, now as JsonSchema, `${path}[]`);
}
