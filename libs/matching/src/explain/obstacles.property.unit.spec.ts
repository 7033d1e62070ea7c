import { mulberry32 } from '#libs/kernel';
import { UNITS, type PredicateName } from '../compatibility/predicates.js';
import type { StructuredDocument } from '../read/instance.schema.js';
import { readExplainable, type Explainable } from './explainable.js';
import type { Lack, Obstacles } from './explanation.js';
import { fitParts } from './fit-parts.js';
import { obstaclesOfDwelling, obstaclesOfHousehold } from './obstacles.js';
import { smallDocument } from './testing/small-documents.js';

const DOCUMENTS = Number(process.env.PROBLEMS ?? 250);

function readable(document: StructuredDocument): Explainable {
  const read = readExplainable(document);
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return read.value;
}

const fits = (document: StructuredDocument, [household, dwelling]: readonly [string, string]): boolean => {
  const { problem } = readable(document);
  const h = problem.householdIds.indexOf(household);
  return problem.pairDwelling
    .subarray(problem.firstPair[h], problem.firstPair[h + 1])
    .includes(problem.dwellingIds.indexOf(dwelling));
};

const DAY = 86_400_000;
const shifted = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

type Household = StructuredDocument['households'][number];
type Dwelling = StructuredDocument['dwellings'][number];

/** How each predicate that has an amount gives way by so much, on the side where that changes nothing else. */
const GIVES: Partial<
  Record<PredicateName, (by: number, h: Household, d: Dwelling) => [Partial<Household>, Partial<Dwelling>]>
> = {
  RENT_TOO_HIGH: (by, h) => [{ maxRent: h.maxRent! + by }, {}],
  BEDROOMS_TOO_FEW: (by, h) => [{ bedrooms: h.bedrooms - by }, {}],
  PERSONS_TOO_MANY: (by, _, d) => [{}, { maxPersons: d.maxPersons! + by }],
  PERSONS_TOO_FEW: (by, _, d) => [{}, { minPersons: d.minPersons! - by }],
  AVAILABLE_TOO_LATE: (by, _, d) => [{}, { from: shifted(d.from!, -by) }],
  AVAILABLE_ENDED: (by, _, d) => [{}, { until: shifted(d.until!, by) }],
  HARD_TIE: (by, h) => [{ ties: h.ties!.map((tie) => ({ ...tie, maxKm: tie.maxKm + by })) }, {}],
};

/** The document in which a household and a dwelling give way by what they lack, the one at `less` by one less. */
function relaxed(
  document: StructuredDocument,
  ids: readonly [string, string],
  lacks: readonly Lack[],
  less: number,
): StructuredDocument | null {
  let household = document.households.find(({ id }) => id === ids[0])!;
  let dwelling = document.dwellings.find(({ id }) => id === ids[1])!;
  for (const [at, { predicate, by }] of lacks.entries()) {
    const give = GIVES[predicate];
    if (give === undefined || by === null) return null;
    const [needs, offer] = give(at === less ? by - 1 : by, household, dwelling);
    household = { ...household, ...needs };
    dwelling = { ...dwelling, ...offer };
  }
  return {
    ...document,
    households: document.households.map((h) => (h.id === household.id ? household : h)),
    dwellings: document.dwellings.map((d) => (d.id === dwelling.id ? dwelling : d)),
  };
}

test('given a relaxation that is told, when just that gives way, then the two fit; by one less of any of it they do not', () => {
  const seen = { one: 0, more: 0 };
  for (let seed = 1; seed <= DOCUMENTS; seed++) {
    const document = smallDocument(mulberry32(seed));
    const { problem, profiles } = readable(document);
    const told: (readonly [Obstacles, (other: string) => readonly [string, string]])[] = [];
    problem.householdIds.forEach((id, h) =>
      told.push([obstaclesOfHousehold(problem, profiles!.compatibility, h), (other) => [id, other]]),
    );
    problem.dwellingIds.forEach((id, d) =>
      told.push([obstaclesOfDwelling(problem, profiles!.compatibility, d), (other) => [other, id]]),
    );
    for (const [{ relaxations }, pairOf] of told) {
      for (const { nearest } of relaxations) {
        const pair = pairOf(nearest.id);
        const enough = relaxed(document, pair, nearest.lacks, -1);
        if (enough === null) continue;
        expect(fits(enough, pair), `document ${seed}`).toBe(true);
        for (const at of nearest.lacks.keys())
          expect(fits(relaxed(document, pair, nearest.lacks, at)!, pair), `document ${seed}`).toBe(false);
        seen[nearest.lacks.length === 1 ? 'one' : 'more'] += 1;
      }
    }
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(DOCUMENTS / 5);
});

test('given what is in the way of a household, then no dwelling fails on less than a relaxation, nor on the same by less than the nearest', () => {
  let compared = 0;
  for (let seed = 1; seed <= DOCUMENTS; seed++) {
    const { problem, profiles } = readable(smallDocument(mulberry32(seed)));
    const { compatibility } = profiles!;
    for (const h of problem.householdIds.keys()) {
      const { relaxations, failing } = obstaclesOfHousehold(problem, compatibility, h);
      const lacking = [...problem.dwellingIds.keys()].map((d) => compatibility.misfits(h, d));
      for (const { predicate, count } of failing)
        expect(lacking.filter((lacks) => lacks.some(({ name }) => name === predicate)).length).toBe(count);
      for (const { predicates, count, nearest } of relaxations) {
        const within = lacking.filter(
          (lacks) => lacks.length > 0 && lacks.every(({ name }) => predicates.includes(name)),
        );
        // All that fail on nothing else fail on all of it: none of the predicates could be left out.
        expect(within.every((lacks) => lacks.length === predicates.length)).toBe(true);
        expect(within.length).toBe(count);
        const [only] = nearest.lacks;
        if (predicates.length === 1 && UNITS[predicates[0]!] !== null)
          expect(only!.by).toBe(Math.min(...within.map(([lack]) => lack!.by!)));
        compared += 1;
      }
      // Whoever fails is reached by some relaxation.
      for (const lacks of lacking.filter((some) => some.length > 0))
        expect(
          relaxations.some(({ predicates }) => predicates.every((p) => lacks.some(({ name }) => name === p))),
        ).toBe(true);
    }
  }
  expect(compared).toBeGreaterThan(DOCUMENTS);
});

test('given any pair that fits, then the parts of its fit add up to what the round counts with', () => {
  const parts = new Set<string>();
  for (let seed = 1; seed <= DOCUMENTS; seed++) {
    const { problem, profiles } = readable(smallDocument(mulberry32(seed)));
    const { households, dwellings } = profiles!.instance;
    problem.householdIds.forEach((id, h) => {
      for (let k = problem.firstPair[h]!; k < problem.firstPair[h + 1]!; k++) {
        const dwelling = dwellings.find((d) => d.id === problem.dwellingIds[problem.pairDwelling[k]!])!;
        const found = fitParts(
          profiles!,
          households.find((household) => household.id === id)!,
          dwelling,
        );
        expect(
          found.reduce((sum, { points }) => sum + points, 0),
          `document ${seed}`,
        ).toBe(problem.pairFit![k]);
        found.forEach(({ part }) => parts.add(part));
      }
    });
  }
  expect(parts.size).toBeGreaterThanOrEqual(5);
});
