import type { z } from 'zod';
import { matchingPolicy } from '../compatibility/matching.policy.js';
import { rawInstance, structuredInstance } from './instance.schema.js';

interface Schema {
  readonly _zod: { readonly def: object };
}
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && '_zod' in value;

/** A strict object takes nothing beside its keys. */
const isNever = (value: unknown): boolean =>
  isSchema(value) && (value._zod.def as { readonly type?: unknown }).type === 'never';

/** Every key of every object that a schema can hold; objects that take keys of their own are told as `*`. */
function keysOf(schema: Schema, keys = new Set<string>()): Set<string> {
  const def = schema._zod.def as Readonly<Record<string, unknown>>;
  if (def['type'] === 'object') {
    const shape = def['shape'] as Readonly<Record<string, Schema>>;
    for (const [key, inner] of Object.entries(shape)) keysOf(inner, keys.add(key));
    if (!isNever(def['catchall'])) keys.add('*');
    return keys;
  }
  if (def['type'] === 'record') keys.add('*');
  for (const inner of Object.values(def).flat()) if (isSchema(inner)) keysOf(inner, keys);
  return keys;
}

const RAW = [
  ...['version', 'policy', 'municipalities', 'households', 'dwellings', 'pairs'],
  ...['maxMunicipalities', 'maxChain', 'householdTolerance', 'personsTolerance', 'neverWorseOff', 'goals', 'effort'],
  ...['code', 'householdBalance', 'personsBalance', 'id', 'municipality', 'persons'],
];
const STRUCTURED = [
  ...RAW.filter((key) => key !== 'pairs'),
  ...['on', 'vetoes', 'lat', 'lon', 'acceptance'],
  ...['bedrooms', 'access', 'maxRent', 'readyOn', 'dueOn', 'excluded', 'ties', 'maxKm', 'hard', 'meets'],
  ...['minPersons', 'maxPersons', 'rent', 'from', 'until', 'conditions'],
];

const FORBIDDEN = new RegExp(
  [
    'nation|herkomst|afkomst|origin|countr|land|burger|citizen|passport|paspoort',
    'langua|spreekt|speaks|taal|tolk|interpret|relig|faith|belief|geloof|godsdienst|kerk|moske|church|mosque',
    'ethni|etni|race|ras|racial|skin|huid|tribe|stam|gender|sex|geslacht|sekse|male|female|vrouw|orient',
    'birth|geboor|age$|leeftijd|name|naam|bsn|vnummer|diagnos|health|gezond|politi',
  ].join('|'),
  'i',
);

describe('what an instance can say', () => {
  it.each<[string, z.ZodType, readonly string[]]>([
    ['with pairs', rawInstance, RAW],
    ['without pairs', structuredInstance, STRUCTURED],
  ])('is these fields and no others, %s', (_, schema, expected) => {
    expect([...keysOf(schema)].sort()).toEqual([...expected].sort());
  });

  it('is nothing about who people are, in Dutch or English, nor does policy ask it', () => {
    const keys = [...STRUCTURED, ...RAW, ...keysOf(matchingPolicy)];
    expect(keys.filter((key) => FORBIDDEN.test(key))).toEqual([]);
  });

  it.each(['nationality', 'taal', 'religion', 'etniciteit', 'geslacht'])('would be noticed if it were %s', (key) => {
    expect(key).toMatch(FORBIDDEN);
  });
});
