import { mulberry32 } from '#libs/kernel';
import type { StructuredDocument } from '../read/instance.schema.js';
import { explainDwelling, explainHousehold, explainWhatIf } from './explain.js';
import { readExplainable } from './explainable.js';
import type { Chain, Explanation, WhatIf } from './explanation.js';
import { LANGUAGES } from './tell/catalogue.js';
import { tellFacts } from './tell/tell.js';
import { bestOfAll } from './testing/all-plans.js';
import { smallDocument } from './testing/small-documents.js';
import { tampered } from './testing/tampering.js';
import { verifyExplanation, verifyWhatIf } from './verify/verify-explanation.js';

/** Others with FIRST_PROBLEM=20001; more or fewer with PROBLEMS. */
const FIRST = Number(process.env.FIRST_PROBLEM ?? 1);
const DOCUMENTS = Number(process.env.PROBLEMS ?? 150);

const oneOf = <T>(random: () => number, values: readonly T[]): T => values[Math.floor(random() * values.length)]!;

/** Another need of a household, and now and then another offer too. */
function smallChanges(random: () => number, { households, dwellings }: StructuredDocument) {
  const needs = [
    { maxRent: 90_000 },
    { access: 'none' },
    { bedrooms: 1 },
    { persons: 2, bedrooms: 1 },
    { maxRent: null },
  ];
  const offers = [{ rent: 50_000 }, { access: 'wheelchair' }, { from: null, until: null }, { conditions: [] }];
  return {
    households: [{ id: oneOf(random, households).id, ...oneOf(random, needs) }],
    ...(random() < 0.4 ? { dwellings: [{ id: oneOf(random, dwellings).id, ...oneOf(random, offers) }] } : {}),
  };
}

interface Asked {
  readonly document: StructuredDocument;
  readonly changes: ReturnType<typeof smallChanges>;
  readonly explanation: Explanation<WhatIf>;
  readonly name: string;
}

/** Changes of small instances, explained; those that change nothing are no question. */
async function* questions(documents: number): AsyncGenerator<Asked> {
  for (let seed = FIRST; seed < FIRST + documents; seed++) {
    const random = mulberry32(seed);
    const document = smallDocument(random);
    const changes = smallChanges(random, document);
    const result = await explainWhatIf(document, changes);
    if (result.ok) yield { document, changes, explanation: result.value, name: `document ${seed}` };
    else
      expect(
        result.refusals.map(({ code }) => code),
        `document ${seed}`,
      ).toEqual(['CHANGES_EMPTY']);
  }
}

const bestOf = (document: StructuredDocument): readonly number[] => {
  const read = readExplainable(document);
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return bestOfAll(read.value.problem, () => true)!;
};

const changed = (
  document: StructuredDocument,
  { households, dwellings = [] }: Asked['changes'],
): StructuredDocument => {
  const by = <T extends { readonly id: string }>(
    items: readonly T[],
    changes: readonly { readonly id: string }[],
  ): T[] => items.map((item) => ({ ...item, ...changes.find(({ id }) => id === item.id) }));
  return { ...document, households: by(document.households, households), dwellings: by(document.dwellings, dwellings) };
};

test('given other needs and offers, when it is asked what would be, then the goals before and after are those of a search through all plans', async () => {
  const seen = { gains: 0, costs: 0, equal: 0 };
  for await (const { document, changes, explanation, name } of questions(DOCUMENTS)) {
    const { difference, verdict, proven } = explanation.facts;
    expect(
      difference.goals.map(({ before }) => before),
      name,
    ).toEqual(bestOf(document));
    expect(
      difference.goals.map(({ after }) => after),
      name,
    ).toEqual(bestOf(changed(document, changes)));
    expect(proven, name).toBe(true);
    seen[verdict] += 1;
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(DOCUMENTS / 60);
});

test('given any difference, then each who moves is in one chain, takes what the next one had, and nobody who stays is in any', async () => {
  let moves = 0;
  for await (const { explanation, name } of questions(DOCUMENTS)) {
    const { plan, other } = explanation.evidence;
    const { chains } = explanation.facts.difference;
    const homes = ({ plan: { local, exchanges } }: NonNullable<typeof other>): string[] =>
      [...local, ...exchanges.flatMap(({ legs }) => legs)]
        .map(({ household, dwelling }) => `h${household} d${dwelling}`)
        .sort();
    const moved = new Map(chains.flat().map((move) => [move.household, move]));
    expect(moved.size, name).toBe(chains.flat().length);
    const after = homes(plan).filter((home) => !moved.has(home.split(' ')[0]!));
    for (const { household, to } of moved.values()) if (to !== null) after.push(`${household} ${to}`);
    expect(after.sort(), name).toEqual(homes(other!));
    for (const chain of chains) expectLinked(chain, name);
    moves += moved.size;
  }
  expect(moves).toBeGreaterThan(DOCUMENTS / 5);
});

function expectLinked(chain: Chain, name: string): void {
  chain.forEach((move, at) => {
    expect(move.from, name).not.toBe(move.to);
    if (at > 0) expect(chain[at - 1]!.to, name).toBe(move.from);
  });
}

test('given an answer to what if, when any one fact of it is changed, or the question, then it is refused', async () => {
  const refused = new Set<string>();
  for await (const { document, changes, explanation, name } of questions(Math.ceil(DOCUMENTS / 10))) {
    for (const { path, value } of tampered(explanation.facts)) {
      const faults = verifyWhatIf(document, changes, { ...explanation, facts: value });
      if (faults.length === 0) expect(faults, `${name}: ${path}`).not.toEqual([]);
      refused.add(path.replaceAll(/\.\d+/g, '.n'));
    }
    const other = { households: [{ id: changes.households[0]!.id, persons: 7 }] };
    expect(verifyWhatIf(document, other, explanation), name).not.toEqual([]);
    const { evidence } = explanation;
    for (const without of [
      { plan: evidence.other! },
      { other: null },
      { trials: [{ widest: evidence.plan, least: null, below: null }] },
    ])
      expect(
        verifyWhatIf(document, changes, { ...explanation, evidence: { ...evidence, ...without } }),
        name,
      ).not.toEqual([]);
  }
  expect(refused.size).toBeGreaterThan(20);
});

test('given instances with profiles, when everything in them is explained, then it is verified, told in both languages, and refused with any one fact changed', async () => {
  const kinds = new Set<string>();
  for (let seed = FIRST; seed < FIRST + DOCUMENTS / 15; seed++) {
    const read = readExplainable(smallDocument(mulberry32(seed)));
    if (!read.ok) throw new Error(JSON.stringify(read.refusals));
    const { householdIds, dwellingIds } = read.value.problem;
    for (const ask of [
      ...householdIds.map((id) => () => explainHousehold(read.value, id)),
      ...dwellingIds.map((id) => () => explainDwelling(read.value, id)),
    ]) {
      const result = await ask();
      if (!result.ok) throw new Error(`document ${seed}: ${JSON.stringify(result.refusals)}`);
      const { facts } = result.value;
      kinds.add(facts.kind);
      for (const language of LANGUAGES)
        expect(tellFacts(facts, language).join('\n'), `document ${seed}`).not.toMatch(/undefined|null|NaN|\[object/);
      for (const { path, value } of tampered(facts)) {
        const faults = verifyExplanation(read.value, { ...result.value, facts: value });
        if (faults.length === 0) expect(faults, `document ${seed}: ${path}`).not.toEqual([]);
      }
    }
  }
  expect(kinds.size).toBe(3);
});
