import { readInstance } from '../../read/read-instance.js';
import { USUAL_RULES, type SimulationRules } from '../simulation-rules.js';
import type { World } from '../world.js';

interface SmallHousehold {
  readonly id: string;
  readonly at: string;
  readonly persons?: number;
  readonly permitOn?: number;
}
interface SmallDwelling {
  readonly id: string;
  readonly at: string;
  readonly vacantOn?: number;
  /** Ids of the households that fit, the best fit first. */
  readonly fits: readonly string[];
}

/** A world small enough to follow by hand: a term of ten days, dwellings kept for five, everyone says yes at once. */
export const SMALL_RULES: SimulationRules = {
  ...USUAL_RULES,
  days: 15,
  termDays: 10,
  vacantDays: 5,
  acceptance: 1000,
  answerDays: 0,
  triesPerDay: 1,
  retryDays: 3,
  effort: 1,
};

/** Households and dwellings in the order of their ids. What is not said of one: a single, from day 0. */
export function smallWorld(
  households: readonly SmallHousehold[],
  dwellings: readonly SmallDwelling[],
  change: Partial<SimulationRules> = {},
): World {
  const rules = { ...SMALL_RULES, ...change };
  const codes = [...new Set([...households, ...dwellings].map(({ at }) => at))];
  const read = readInstance({
    version: 1,
    policy: {},
    municipalities: codes.map((code) => ({ code })),
    households: households.map(({ id, at, persons }) => ({ id, municipality: at, persons: persons ?? 1 })),
    dwellings: dwellings.map(({ id, at }) => ({ id, municipality: at })),
    pairs: dwellings.flatMap(({ id, fits }) => fits.map((household, at) => [household, id, 100 - at])),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  const all = {
    ...read.value,
    pairFit: Int32Array.from(read.value.pairWeight),
    acceptance: new Int32Array(codes.length).fill(rules.acceptance),
  };
  const permits = new Map(households.map(({ id, permitOn }) => [id, permitOn ?? 0]));
  const vacant = new Map(dwellings.map(({ id, vacantOn }) => [id, vacantOn ?? 0]));
  return {
    seed: 1,
    rules,
    all,
    permitOn: Int32Array.from(all.householdIds, (id) => permits.get(id)!),
    vacantOn: Int32Array.from(all.dwellingIds, (id) => vacant.get(id)!),
  };
}
