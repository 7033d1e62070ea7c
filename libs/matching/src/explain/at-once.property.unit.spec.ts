import { mulberry32 } from '#libs/kernel';
import { generateInstance } from '../generate/generate-instance.js';
import { networkOf, solveFlow } from '../flow/flow-levels.js';
import { flowWorth } from '../flow/worth.js';
import { objectiveOf, type Problem } from '../model/problem.js';
import { WhatIfAtOnce } from './at-once.js';
import { changedInstance, readChanges } from './changes.js';
import { readExplainable } from './explainable.js';
import { smallDocument } from './testing/small-documents.js';

const DOCUMENTS = Number(process.env.PROBLEMS ?? 150);

const fromScratch = (problem: Problem): readonly number[] =>
  solveFlow(
    networkOf(problem),
    problem.goals.map((goal) => flowWorth(problem, objectiveOf(problem, goal))),
  ).levels.map(({ value }) => value);

const value = <T>(result: { ok: true; value: T } | { ok: false; refusals: readonly unknown[] }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
};

test('given one question after another, when each is answered at once, then the goals are those of a flow from scratch, and nothing stays changed', () => {
  let changed = 0;
  for (let seed = 1; seed <= DOCUMENTS; seed++) {
    const random = mulberry32(seed);
    const document = { ...smallDocument(random), on: '2026-01-05' };
    const atOnce = value(WhatIfAtOnce.of(document));
    const before = fromScratch(value(readExplainable(document)).problem);
    const households = document.households.map(({ id }) => ({
      id,
      maxRent: 45_000 + Math.floor(random() * 50_000),
      bedrooms: 1,
    }));
    const dwellings = document.dwellings.map(({ id }) => ({
      id,
      rent: 50_000 + Math.floor(random() * 10_000),
      access: 'wheelchair',
    }));
    for (const changes of [
      { households: households.slice(0, 1) },
      { dwellings: dwellings.slice(0, 1) },
      { households: households.slice(1), dwellings: dwellings.slice(1) },
      { households: [{ id: 'h0', municipality: 'GM0355' }] },
    ]) {
      const read = readChanges(document, changes);
      if (!read.ok) continue;
      const after = fromScratch(value(changedInstance(document, read.value)).problem);
      const { goals, of } = value(atOnce.answer(changes));
      expect(of).toBe('flow');
      expect(
        goals.map((goal) => goal.before),
        `document ${seed}`,
      ).toEqual(before);
      expect(
        goals.map((goal) => goal.after),
        `document ${seed}`,
      ).toEqual(after);
      if (JSON.stringify(before) !== JSON.stringify(after)) changed += 1;
    }
  }
  expect(changed).toBeGreaterThan(DOCUMENTS / 3);
});

test('given a region, when a household would pay more, then the flow is worth what a flow from scratch is', () => {
  const document = generateInstance({ scale: 'thin', seed: 3 });
  const atOnce = value(WhatIfAtOnce.of(document));
  for (const { id } of document.households.slice(0, 8)) {
    const changes = { households: [{ id, maxRent: 95_000, access: 'none', excluded: [] }] };
    const read = value(readChanges(document, changes));
    const after = fromScratch(value(changedInstance(document, read)).problem);
    expect(value(atOnce.answer(changes)).goals.map((goal) => goal.after)).toEqual(after);
  }
});

test('given an instance that does not name its day, or pairs instead of profiles, when answers at once are asked, then it is refused', () => {
  const codes = (result: ReturnType<typeof WhatIfAtOnce.of>) =>
    result.ok ? [] : result.refusals.map(({ code }) => code);
  const { on: _, ...undated } = { on: '2026-01-05', ...smallDocument(mulberry32(1)) };
  expect(codes(WhatIfAtOnce.of(undated))).toEqual(['DAY_UNKNOWN']);
  expect(codes(WhatIfAtOnce.of({ version: 1, municipalities: [], households: [], dwellings: [], pairs: [] }))).toEqual([
    'PROFILES_UNKNOWN',
  ]);
});

test('given changes that are not sound, when answered at once, then they are refused at their field', () => {
  const atOnce = value(WhatIfAtOnce.of({ ...smallDocument(mulberry32(2)), on: '2026-01-05' }));
  const refused = atOnce.answer({ dwellings: [{ id: 'd1', minPersons: 5, maxPersons: 2 }] });
  expect(refused.ok ? [] : refused.refusals.map(({ code, path }) => [code, path.join('.')])).toEqual([
    ['PERSONS_RANGE_INVALID', 'dwellings.0.minPersons'],
  ]);
});
