import { mulberry32 } from '#libs/kernel';
import { generateInstance } from '../generate/generate-instance.js';
import { networkOf } from '../flow/flow-levels.js';
import { flowWorth } from '../flow/worth.js';
import { objectiveOf, type Problem } from '../model/problem.js';
import { readInstance } from '../read/read-instance.js';
import { smallProblem } from '../testing/small-instances.js';
import { LiveFlow } from './live-flow.js';
import { EVENTS, randomEvent } from './testing/random-events.js';
import { ToldNetwork } from './testing/told-network.js';

/** Other problems with FIRST_PROBLEM=2001; more or fewer with PROBLEMS. */
const FIRST = Number(process.env.FIRST_PROBLEM ?? 1);
const PROBLEMS = Number(process.env.PROBLEMS ?? 600);

/** Worths as pairs of the problem have them, goal by goal from another pair, now and then much larger than any. */
function likePairsOf(problem: Problem, random: () => number): () => readonly number[] {
  const worths = problem.goals.map((goal) => flowWorth(problem, objectiveOf(problem, goal)).pair);
  const pairs = problem.pairDwelling.length;
  return () => {
    const times = random() < 0.002 ? 50 : 1;
    return worths.map(
      (pair) => times * (pairs === 0 ? Math.floor(random() * 9) - 3 : pair[Math.floor(random() * pairs)]!),
    );
  };
}

interface Outcome {
  readonly happened: number;
  /** Comparisons with a solve from scratch; less than one where that gave up after some goals. */
  readonly solved: number;
  readonly refused: ReadonlyMap<string, number>;
}

/** Lets random events happen to a problem, and compares what the live flow says with a solve from scratch after each. */
function compare(problem: Problem, seed: number, events: number): Outcome {
  const random = mulberry32(seed);
  const told = new ToldNetwork(problem);
  const made = LiveFlow.of(problem);
  if (!made.ok) throw new Error(made.refusals[0]!.code);
  const live = made.value;
  const worths = likePairsOf(problem, random);
  const refused = new Map<string, number>();
  const history: string[] = [];
  let happened = 0;
  let solved = 0;
  const agree = (moved?: readonly { household: number; from: number | null; to: number | null }[]): void => {
    const plan = live.placements();
    const cold = told.cold();
    const what = {
      values: cold === null ? live.values : live.values.slice(0, cold.length),
      worth: told.worthOf(plan),
      unproven: told.unproven(plan, live.prices()),
      ...(moved === undefined ? {} : { moved }),
    };
    solved += cold === null ? 0 : cold.length / Math.max(1, problem.goals.length);
    const expected = {
      values: cold,
      worth: live.values,
      unproven: [],
      ...(moved === undefined ? {} : { moved: between(before, plan) }),
    };
    // A matcher is slow to compare thousands of times.
    if (JSON.stringify(what) !== JSON.stringify(expected)) {
      expect(what, `problem ${seed}:\n${history.join('\n')}`).toEqual(expected);
    }
    before = plan;
  };
  let before: ReturnType<LiveFlow['placements']> = [];
  agree();
  for (let i = 0; i < events; i++) {
    const event = randomEvent(random, told, worths);
    if (event === null) continue;
    history.push(event.named);
    const result = event.happen(live);
    if (result.ok) {
      event.tell(told, result.value);
      happened++;
      expect(result.value.values).toEqual(live.values);
      agree(result.value.moved);
      continue;
    }
    const { code } = result.refusals[0]!;
    refused.set(code, (refused.get(code) ?? 0) + 1);
    if (code === 'BALANCE_IMPOSSIBLE') {
      const after = told.copy();
      event.tell(after, { moved: [], values: [] });
      expect(after.cold(), `problem ${seed}: refused ${history.join('\n')}`).toBeNull();
    }
    agree([]);
  }
  return { happened, solved, refused };
}

function between(before: ReturnType<LiveFlow['placements']>, after: ReturnType<LiveFlow['placements']>) {
  const was = new Map(before.map(({ household, dwelling }) => [household, dwelling]));
  const is = new Map(after.map(({ household, dwelling }) => [household, dwelling]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort((a, b) => a - b)
    .map((household) => ({ household, from: was.get(household) ?? null, to: is.get(household) ?? null }))
    .filter(({ from, to }) => from !== to);
}

test('given small problems in every mode, when anything happens to them, then after each event every goal is worth what a solve from scratch reaches, and the prices prove it', () => {
  const refused = new Map<string, number>();
  let happened = 0;
  let solved = 0;
  for (let seed = FIRST; seed < FIRST + PROBLEMS; seed++) {
    const outcome = compare(smallProblem(mulberry32(seed)), seed, 40);
    happened += outcome.happened;
    solved += outcome.solved;
    for (const [code, times] of outcome.refused) refused.set(code, (refused.get(code) ?? 0) + times);
  }
  if (process.env.PROBLEMS !== undefined) return;
  expect(solved).toBeGreaterThan(happened);
  expect(happened).toBeGreaterThan(15_000);
  expect(refused.get('BALANCE_IMPOSSIBLE')).toBeGreaterThan(100);
  expect(refused.get('PLACEMENT_FROZEN')).toBeGreaterThan(100);
}, 300_000);

test('given a thin region with the goals of the policy, when things happen to it, then the same holds, with bands and without', () => {
  for (const [seed, tolerance] of [
    [1, 0],
    [2, 1],
    [3, 2],
    [4, Infinity],
  ] as const) {
    const read = readInstance(generateInstance({ scale: 'thin', seed }));
    if (!read.ok) throw new Error(read.refusals[0]!.code);
    const count = read.value.municipalityCodes.length;
    const problem: Problem = {
      ...read.value,
      maxChain: Infinity,
      householdBand: {
        low: new Float64Array(count).fill(-tolerance),
        high: new Float64Array(count).fill(tolerance),
      },
    };
    expect(networkOf(problem).mostOut[0]).toBe(tolerance);
    const { happened, solved } = compare(problem, seed, 60);
    expect(solved).toBeGreaterThan(40);
    expect(happened).toBeGreaterThan(40);
  }
}, 300_000);

test('given one problem, when ten thousand things happen to it, then the prices have not drifted, and all is as from scratch', () => {
  const problem = smallProblem(mulberry32(7));
  const random = mulberry32(7);
  const told = new ToldNetwork(problem);
  const made = LiveFlow.of(problem);
  if (!made.ok) throw new Error(made.refusals[0]!.code);
  const live = made.value;
  const worths = likePairsOf(problem, random);
  let happened = 0;
  while (happened < 10_000) {
    const crowded = told.households.size + told.dwellings.size > 24;
    const event = randomEvent(
      random,
      told,
      worths,
      crowded ? ['withdrawHousehold', 'withdrawDwelling', 'release'] : EVENTS,
    );
    if (event === null) continue;
    const result = event.happen(live);
    if (!result.ok) continue;
    event.tell(told, result.value);
    happened++;
  }
  const plan = live.placements();
  expect(told.unproven(plan, live.prices())).toEqual([]);
  expect(told.worthOf(plan)).toEqual(live.values);
  const cold = told.cold();
  expect(live.values.slice(0, cold!.length)).toEqual(cold);
});
