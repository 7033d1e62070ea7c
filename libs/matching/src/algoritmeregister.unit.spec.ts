import { packageFile } from '#libs/kernel';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { PREDICATES } from './compatibility/predicates.js';
import { FIT_PARTS } from './explain/explanation.js';
import { GOALS } from './model/goals.js';
import { structuredInstance } from './read/instance.schema.js';

const read = (path: string): string => readFileSync(packageFile(path), 'utf8');

/** Only whoever uses the algorithm can tell. */
const theirs = z.null();
const text = (most: number) => z.string().min(1).max(most);
const link = z.strictObject({ title: text(100), link: z.url({ protocol: /^https$/ }).max(500) });

/** Version 1.0 of the publication standard: its fields, their lengths and the words to choose from. */
const registration = z.strictObject({
  standard_version: z.literal('1.0'),
  lang: z.literal('nld'),
  name: text(100),
  organization: theirs,
  contact_email: theirs,
  website: theirs,
  url: theirs,
  begin_date: theirs,
  process_index_url: theirs,
  publiccode: theirs,
  status: z.enum(['In ontwikkeling', 'In gebruik', 'Buiten gebruik']),
  publication_category: z.enum(['Hoog-risico AI-systeem', 'Impactvolle algoritmes', 'Overige algoritmes']),
  category: z.array(z.enum(['Wonen', 'Migratie en integratie'])).min(1),
  description_short: text(400),
  goal: text(2500),
  proportionality: text(2500),
  human_intervention: text(2500),
  risks: text(2500),
  lawful_basis: text(2500),
  lawful_basis_grouping: z.array(link).min(1),
  impacttoetsen: text(2500),
  impacttoetsen_grouping: z.array(link),
  source_data: text(2500),
  source_data_grouping: z.array(link),
  methods_and_models: text(5000),
  provider: text(200),
  source_id: text(100),
  tags: text(2500),
});

const entry = registration.parse(parse(read('docs/algoritmeregister.nl.yaml')));
const told = entry.methods_and_models;

const policyFile = 'libs/matching/policy/matching-2026-01.json';
const policy = JSON.parse(read(policyFile)) as {
  readonly policy: string;
  readonly version: string;
  readonly content: { readonly goals: readonly string[]; readonly points: Readonly<Record<string, number>> };
};

/** What stands between backticks, in its order. */
const named = [...told.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
const among = (names: readonly string[]): readonly string[] => named.filter((name) => names.includes(name));

test('given the entry, when it names a thing, then that is there: of the policy, the goals, the predicates, the points, the rules or the files', () => {
  const rules = Object.keys(structuredInstance.shape.policy.unwrap().shape);
  const known = [policy.policy, policy.version, ...GOALS, ...PREDICATES, ...FIT_PARTS, ...rules];
  expect(named.filter((name) => !known.includes(name) && !existsSync(packageFile(name)))).toEqual([]);
  expect(named).toContain(policyFile);
});

test('given the shipped policy, when the entry tells the order of goals, then it is that order, whole', () => {
  expect(among(GOALS)).toEqual(policy.content.goals);
});

test('given the predicates, when the entry tells what can be in the way, then it tells all of them', () => {
  expect(among(PREDICATES)).toEqual(PREDICATES);
});

test('given the points of policy, when the entry tells them, then they are those', () => {
  const points = [...told.matchAll(/`(\w+)` (-?\d+)/g)].map(([, part, value]) => [part, Number(value)]);
  expect(points).toEqual(FIT_PARTS.map((part) => [part, policy.content.points[part]]));
});

test('given what was simulated, when the entry tells of it, then with the figures of docs/simulation.md', () => {
  const simulation = read('docs/simulation.md');
  const persons = /kregen (\d+) personen meer een woning als er elke week/.exec(entry.proportionality)![1]!;
  expect(simulation).toContain(`| weekly less local only | +2.6 ±0.5 | +${persons} `);
  const points = /kreeg (\d+),(\d) procentpunt minder/.exec(entry.proportionality)!;
  expect(simulation).toContain(`| daily less local only | −${points[1]!}.${points[2]!} `);
});

test('given a round, when it is read, then no more is asked of households, dwellings and municipalities than the entry tells', () => {
  const { households, dwellings, municipalities } = structuredInstance.shape;
  const fields = [households, dwellings, municipalities].map((list) => Object.keys(list.element.shape).sort());
  // A field more has to be told in `source_data`, and then here.
  expect(fields).toEqual([
    ['access', 'bedrooms', 'dueOn', 'excluded', 'id', 'maxRent', 'meets', 'municipality', 'persons', 'readyOn', 'ties'],
    ['access', 'bedrooms', 'conditions', 'from', 'id', 'maxPersons', 'minPersons', 'municipality', 'rent', 'until'],
    [
      'acceptance',
      'code',
      'householdBalance',
      'householdTolerance',
      'lat',
      'lon',
      'personsBalance',
      'personsTolerance',
    ],
  ]);
});
