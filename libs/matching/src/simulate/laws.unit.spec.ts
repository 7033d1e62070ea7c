import { agrees } from './answers.js';
import { hindsightOf } from './hindsight.js';
import { MEASURES, outcomeOf, type Outcome } from './outcome.js';
import { runPolicy, type Ran, type SimulatedPolicy } from './policies.js';
import { simulateSeed, summarise, type SeedResult } from './simulate.js';
import { USUAL_RULES, type SimulationRules } from './simulation-rules.js';
import { inventWorld, type World } from './world.js';

/** Thirty days with a term of two, so that there is a cohort; fewer people, so that it takes seconds. */
const SHORT: SimulationRules = {
  ...USUAL_RULES,
  days: 30,
  termDays: 14,
  backlogPersons: 150,
  arrivingPersons: 1_000,
  dwellings: 600,
  effort: 0.01,
};
const POLICIES = ['local', 'swaps', 'weekly', 'daily', 'daily-persons'] as const satisfies readonly SimulatedPolicy[];

function world(seed: number, change: Partial<SimulationRules> = {}): World {
  const invented = inventWorld(seed, { ...SHORT, ...change });
  if (!invented.ok) throw new Error(JSON.stringify(invented.refusals));
  return invented.value;
}

async function ran(at: World, policy: SimulatedPolicy): Promise<Ran> {
  const result = await runPolicy(at, policy);
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, one) => all + one, 0);

describe.each(POLICIES)('whatever happens under %s', (policy) => {
  let at: World;
  let after: Ran;
  beforeAll(async () => {
    at = world(3);
    after = await ran(at, policy);
  });

  test('given all moves, then no dwelling houses two households, and none is both lived in and lost', () => {
    const { livesIn, lostOn } = after.course;
    const used = livesIn.filter((d) => d >= 0);
    expect(used.length).toBeGreaterThan(20);
    expect(new Set(used).size).toBe(used.length);
    expect(used.filter((d) => lostOn[d]! >= 0)).toHaveLength(0);
  });

  test('given each move, then both had come, the dwelling was still to be had when it was promised, and it fits', () => {
    const { livesIn, housedOn } = after.course;
    const { all, permitOn, vacantOn, rules } = at;
    livesIn.forEach((d, h) => {
      if (d < 0) return;
      const crosses = all.householdMunicipality[h] !== all.dwellingMunicipality[d];
      const promisedOn = housedOn[h]! - (crosses ? rules.answerDays : 0);
      expect(promisedOn).toBeGreaterThanOrEqual(Math.max(0, permitOn[h]!, vacantOn[d]!));
      expect(promisedOn).toBeLessThan(vacantOn[d]! + rules.vacantDays);
      expect(all.pairDwelling.subarray(all.firstPair[h], all.firstPair[h + 1])).toContain(d);
      if (crosses) expect(agrees(at.seed, rules.acceptance, h, d)).toBe(true);
    });
  });

  test('given each dwelling that nobody moved into, when its days were over before the end, then it was lost on that day unless it was promised', () => {
    const { livesIn, lostOn } = after.course;
    const used = new Set(livesIn);
    at.vacantOn.forEach((on, d) => {
      if (used.has(d)) return;
      const over = on + at.rules.vacantDays;
      if (lostOn[d]! >= 0) {
        expect(lostOn[d]).toBeGreaterThanOrEqual(over);
        expect(lostOn[d]).toBeLessThanOrEqual(over + at.rules.answerDays);
      } else expect(over).toBeGreaterThan(at.rules.days - 1 - at.rules.answerDays);
    });
  });

  test('given the moves over borders, then the books are what they add up to, in households nobody is apart, and all sums are zero', () => {
    const { all } = at;
    const persons = new Int32Array(all.municipalityCodes.length);
    const households = new Int32Array(all.municipalityCodes.length);
    after.course.livesIn.forEach((d, h) => {
      if (d < 0) return;
      households[all.householdMunicipality[h]!]!++;
      households[all.dwellingMunicipality[d]!]!--;
      persons[all.householdMunicipality[h]!]! += all.persons[h]!;
      persons[all.dwellingMunicipality[d]!]! -= all.persons[h]!;
    });
    expect(after.course.ledger.persons).toEqual(persons);
    expect(after.course.ledger.households).toEqual(households);
    expect([...households].every((balance) => balance === 0)).toBe(true);
    expect(sum(persons)).toBe(0);
  });
});

test.each([1, 2])(
  'given a half year (seed %i), when all is known beforehand, then no policy passes the bound',
  async (seed) => {
    const at = world(seed);
    const bound = await hindsightOf(at);
    if (!bound.ok) throw new Error(JSON.stringify(bound.refusals));
    const most = ['householdsInTime', 'personsInTime', 'householdsHoused', 'personsHoused', 'backlogHoused'] as const;
    const least = ['meanWait', 'dwellingsLost'] as const;
    const bounded = MEASURES.filter((measure) => bound.value[measure] !== null);
    expect(new Set(bounded)).toEqual(new Set([...most, ...least]));
    for (const policy of ['local', 'swaps', 'weekly', 'daily'] as const) {
      const outcome = outcomeOf(await ran(at, policy));
      for (const measure of most) expect(outcome[measure]).toBeLessThanOrEqual(bound.value[measure]! + 1e-9);
      for (const measure of least) expect(outcome[measure]).toBeGreaterThanOrEqual(bound.value[measure]! - 1e-9);
    }
  },
);

test('given a debt that never fades, when rounds are held daily, then no municipality is ever further apart than the band', async () => {
  const { course } = await ran(world(4, { keptPerWeek: 1000, personsTolerance: 4 }), 'daily');
  expect(course.carriedOut).toBeGreaterThan(0);
  expect(Math.max(...course.ledger.persons.map(Math.abs))).toBeLessThanOrEqual(4);
});

test('given the same seed, when it is simulated again or in another order of policies, then the bytes are the same', async () => {
  const rules = { ...SHORT, days: 21 };
  const bytes = async (policies: Parameters<typeof simulateSeed>[1]): Promise<string> => {
    const result = await simulateSeed(5, policies, rules);
    if (!result.ok) throw new Error(JSON.stringify(result.refusals));
    return JSON.stringify([result.value.outcomes.local, result.value.outcomes.weekly]);
  };
  const first = await bytes(['local', 'weekly']);
  expect(await bytes(['local', 'weekly'])).toBe(first);
  expect(await bytes(['weekly', 'swaps', 'local'])).toBe(first);
});

test('given another seed or more dwellings, then other people arrive with the seed only', () => {
  const [one, other, more] = [world(1), world(2), world(1, { dwellings: 700 })];
  expect(more.permitOn).toEqual(one.permitOn);
  expect(more.all.persons).toEqual(one.all.persons);
  expect(more.vacantOn.length).toBeGreaterThan(one.vacantOn.length);
  expect(other.permitOn).not.toEqual(one.permitOn);
});

test('given the usual rules, then 406 persons wait and 2,126 arrive over 26 municipalities, and a third of the backlog is overdue', () => {
  const { all, permitOn } = world(1, USUAL_RULES);
  const backlog = [...all.persons.keys()].filter((h) => permitOn[h]! < 0);
  const persons = sum(backlog.map((h) => all.persons[h]!));
  expect([all.municipalityCodes.length, persons, sum(all.persons) - persons]).toEqual([26, 406, 2_126]);
  expect(backlog.filter((h) => permitOn[h]! + USUAL_RULES.termDays < 0).length / backlog.length).toBeCloseTo(1 / 3, 1);
});

test('given many questions, then eight in ten are answered with yes, each by the household and the dwelling, and all with other chances per seed', () => {
  const answers = (seed: number): boolean[] =>
    Array.from({ length: 10_000 }, (_, at) => agrees(seed, 800, at % 100, Math.floor(at / 100)));
  const yes = answers(1).filter(Boolean).length;
  expect(Math.abs(yes - 8_000)).toBeLessThan(160);
  const both = answers(1).filter((answer, at) => answer && answers(2)[at]).length;
  expect(Math.abs(both - 6_400)).toBeLessThan(200);
  expect(agrees(1, 0, 1, 1)).toBe(false);
  expect(agrees(1, 1000, 1, 1)).toBe(true);
});

describe('a summary', () => {
  const outcome = (householdsInTime: number, moves: number | null): Outcome => ({
    ...(Object.fromEntries(MEASURES.map((measure) => [measure, 0])) as Record<(typeof MEASURES)[number], number>),
    householdsInTime,
    moves,
  });
  const seed = (number: number, local: number, daily: number): SeedResult => ({
    seed: number,
    outcomes: { local: outcome(local, 1), daily: outcome(daily, number === 1 ? null : 1) },
  });
  const results = [seed(2, 60, 71), seed(1, 50, 60), seed(3, 70, 82)];
  const { seeds, policies } = summarise(results, ['local', 'daily'], USUAL_RULES);

  test('given seeds in any order, then they are told in theirs', () => {
    expect(seeds).toEqual([1, 2, 3]);
    expect(summarise(results.toReversed(), ['local', 'daily'], USUAL_RULES).policies).toEqual(policies);
  });

  test('given what differs much from seed to seed, when policies are compared seed by seed, then the interval is that of the differences', () => {
    const [local, daily] = policies;
    expect(local!.lessLocal).toBeNull();
    expect(daily!.measures.householdsInTime).toMatchObject({ mean: 71 });
    const less = daily!.lessLocal!.householdsInTime!;
    // 10, 11 and 12.
    expect(less.mean).toBe(11);
    expect(less.high! - less.mean).toBeCloseTo(2.4842, 3);
  });

  test('given a measure that one seed lacks, then there is no mean of the others', () => {
    expect(policies[1]!.measures.moves).toBeNull();
  });
});
