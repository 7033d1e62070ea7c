import { exchangesAllowed, reachesFloors } from '../exchange/allowed.js';
import { pricesOfFlow } from '../flow/certificate.js';
import { solveFlow, networkOf, type FlowSolution } from '../flow/flow-levels.js';
import type { FlowWorth } from '../flow/worth.js';
import type { Exchange, Floors, Leg, LevelResult, Plan, Prices, Solution } from '../model/plan.js';
import { objectiveOf, type Problem } from '../model/problem.js';
import { exchangesOf, goalWorth, type GoalWorth } from './level.js';
import type { LegKinds } from '../exchange/leg-kinds.js';
import { boundByPrices } from './price-bound.js';
import { worthOfPlan } from './worth-of-plan.js';

/**
 * A plan from the optimal flow where there are too many kinds of exchange to search them all: of the exchanges that the flow falls into, those that the
 * caps and bands leave, the most worth first, and the best local placements of what is left. The bound is that of the flow, and honest: what the
 * caps, bands and floors cost is part of the gap.
 */
export function fromFlow(
  problem: Problem,
  legKinds: LegKinds,
  floors: Floors | null,
  joined: Plan,
  flow: FlowSolution,
  worths: readonly FlowWorth[],
  localOnly: readonly Leg[],
): Solution {
  const exchanges = allowedOf(problem, joined.exchanges);
  const plan: Plan = { local: localRest(problem, exchanges, worths), exchanges };
  const good = floors === null || reachesFloors(problem, floors, plan);
  const chosen: Plan = good ? plan : { local: localOnly, exchanges: [] };
  return { plan: chosen, floors, levels: boundedLevels(problem, legKinds, floors, chosen, flow, worths) };
}

/** Those of a list of exchanges that keep caps and bands together, the most worth first. */
function allowedOf(problem: Problem, exchanges: readonly Exchange[]): readonly Exchange[] {
  const objective = objectiveOf(problem, problem.goals[0] ?? 'weight');
  const worth = (exchange: Exchange): number => worthOfPlan(problem, objective, { local: [], exchanges: [exchange] });
  const kept: Exchange[] = [];
  for (const { exchange } of exchanges
    .map((e) => ({ exchange: e, worth: worth(e) }))
    .sort((a, b) => b.worth - a.worth)) {
    if (exchangesAllowed(problem, [...kept, exchange])) kept.push(exchange);
  }
  return kept;
}

/** The best local placements of the households and dwellings that no exchange uses. */
function localRest(problem: Problem, exchanges: readonly Exchange[], worths: readonly FlowWorth[]): readonly Leg[] {
  const { householdMunicipality, dwellingMunicipality, firstPair, pairDwelling } = problem;
  const usedHouseholds = new Set(exchanges.flatMap(({ legs }) => legs.map(({ household }) => household)));
  const usedDwellings = new Set(exchanges.flatMap(({ legs }) => legs.map(({ dwelling }) => dwelling)));
  const first = new Int32Array(firstPair.length);
  const pairs: number[] = [];
  const households: number[] = [];
  for (let h = 0; h < householdMunicipality.length; h++) {
    for (let k = firstPair[h]!, end = firstPair[h + 1]!; k < end && !usedHouseholds.has(h); k++) {
      const d = pairDwelling[k]!;
      if (dwellingMunicipality[d] !== householdMunicipality[h] || usedDwellings.has(d)) continue;
      pairs.push(k);
      households.push(h);
    }
    first[h + 1] = pairs.length;
  }
  const network = {
    ...networkOf({ ...problem, maxChain: 0 }),
    firstPair: first,
    pairDwelling: Int32Array.from(pairs, (k) => pairDwelling[k]!),
  };
  const rest = worths.map(({ pair }) => ({ pair: Float64Array.from(pairs, (k) => pair[k]!), path: 0, granted: null }));
  return solveFlow(network, rest).placed.map((at) => ({
    household: households[at]!,
    dwelling: pairDwelling[pairs[at]!]!,
  }));
}

export function boundedLevels(
  problem: Problem,
  legKinds: LegKinds,
  floors: Floors | null,
  plan: Plan,
  flow: FlowSolution,
  worths: readonly FlowWorth[],
): LevelResult[] {
  const exchanges = exchangesOf(problem, legKinds, []);
  const earlier: (GoalWorth & { reached: number })[] = [];
  return problem.goals.map((goal, at) => {
    const worth = goalWorth(exchanges, goal);
    const value = worthOfPlan(problem, objectiveOf(problem, goal), plan);
    const level = { exchanges, worth, earlier: [...earlier], floors };
    const prices = flow.levels[at]?.prices ?? null;
    const proof =
      prices === null ? null : boundByPrices(level, pricesOfFlow(problem, legKinds, prices, worths.slice(0, at + 1)));
    const own = proof ?? boundByPrices(level, alone(problem, legKinds, worths[at]!, at));
    if (own === null) throw new Error('the worth of all pairs together is beyond what a double tells exactly');
    earlier.push({ ...worth, reached: value });
    return { goal, value, bound: Math.max(value, own.bound), certificate: { kind: 'prices', prices: own.prices } };
  });
}

/** Prices of the best flow for one goal alone: they hold after any others. */
function alone(problem: Problem, legKinds: LegKinds, worth: FlowWorth, earlier: number): Prices {
  const prices = solveFlow(networkOf(problem), [worth]).levels[0]!.prices!;
  return { ...pricesOfFlow(problem, legKinds, prices, [worth]), earlier: new Float64Array(earlier) };
}
