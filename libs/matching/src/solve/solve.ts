import { exchangesAllowed, reachesFloors } from '../exchange/allowed.js';
import { exchangeKinds } from '../exchange/exchange-kinds.js';
import { joinFreely } from '../exchange/join.js';
import { improvedPlan } from '../improve/improved-plan.js';
import { LegKinds } from '../exchange/leg-kinds.js';
import { pricesOfFlow } from '../flow/certificate.js';
import { networkOf, solveFlow, type FlowSolution } from '../flow/flow-levels.js';
import { flowWorth, type FlowWorth } from '../flow/worth.js';
import type { Floors, Leg, LevelResult, Plan, Solution } from '../model/plan.js';
import { objectiveOf, type Problem } from '../model/problem.js';
import { fromRelaxation, isBetter } from '../large/from-relaxation.js';
import { boundedLevels, fromFlow } from './from-flow.js';
import { BranchAndBound, type SearchLimits } from './branch-and-bound.js';
import { exchangesOf, goalWorth, planOf, worthOfChoice, type Choice, type Exchanges, type GoalWorth } from './level.js';
import { linearSolver, LinearSolver } from './linear-program.js';
import { floorsOf, localOnly } from './local-only.js';
import { worthOfPlan } from './worth-of-plan.js';

/**
 * Kinds of exchange, and pairs, that branch and bound takes at once: its linear programs take a second at some ten thousand columns, and a search
 * solves hundreds of them.
 */
const MOST_KINDS = 20_000;
const MOST_PAIRS = 6_000;

/**
 * A program takes longer the more columns it has, and so does pricing what it found: some ten seconds for one goal at the most columns, on the
 * machine it was tried on. Small problems end long before.
 */
const limitsFor = (effort: number, columns: number): SearchLimits => ({
  nodes: Math.max(1, Math.round(Math.min(5_000, 1_000_000 / columns) * effort)),
  iterations: Math.max(1, Math.round(Math.min(100_000, 100_000_000 / columns) * effort)),
});

const legsOf = (problem: Problem, households: Int32Array, pairs: readonly number[]): Leg[] =>
  pairs.map((k) => ({ household: households[k]!, dwelling: problem.pairDwelling[k]! }));

/** The best plan for the goals in their order, with the proof of how good it is. The same problem gives the same solution, to the last number. */
export async function solve(problem: Problem): Promise<Solution> {
  const legKinds = new LegKinds(problem);
  const { pairHousehold } = exchangesOf(problem, legKinds, []);
  const local = localOnly(problem);
  const floors = problem.neverWorseOff ? floorsOf(problem, legsOf(problem, pairHousehold, local)) : null;
  const worths = problem.goals.map((goal) => flowWorth(problem, objectiveOf(problem, goal)));
  const flow = solveFlow(networkOf(problem), worths);
  const joined = joinFreely(problem, legsOf(problem, pairHousehold, flow.placed));
  const proven = provenByFlow(problem, joined, floors, legKinds, flow, worths);
  if (proven !== null) return proven;
  const kinds = problem.pairDwelling.length > MOST_PAIRS ? null : exchangeKinds(problem, legKinds, MOST_KINDS);
  return kinds === null
    ? withoutKinds(problem, legKinds, floors, joined, flow, worths, local)
    : searched(exchangesOf(problem, legKinds, kinds), floors, local);
}

/**
 * Above so many pairs even the relaxation takes minutes, and what the flow falls into has to do. Some three provinces.
 */
const MOST_RELAXED = 2_000_000;

/**
 * Where there are too many kinds of exchange to list them: what the flow falls into, or what the relaxation settles to
 * made better exchange by exchange; and the lower bound.
 */
async function withoutKinds(
  problem: Problem,
  legKinds: LegKinds,
  floors: Floors | null,
  joined: Plan,
  flow: FlowSolution,
  worths: readonly FlowWorth[],
  local: readonly number[],
): Promise<Solution> {
  const exchanges = exchangesOf(problem, legKinds, []);
  const simple = fromFlow(
    problem,
    legKinds,
    floors,
    joined,
    flow,
    worths,
    legsOf(problem, exchanges.pairHousehold, local),
  );
  const prices = flow.levels.findLast((level) => level.prices !== null)?.prices ?? null;
  if (prices === null || problem.pairDwelling.length > MOST_RELAXED || problem.goals.length === 0) return simple;
  const { settled, proofs: prove } = await fromRelaxation(exchanges, floors, prices, worths, [
    ...local,
    ...flow.placed,
  ]);
  const improved = improvedPlan(problem, floors, settled ?? simple.plan.exchanges);
  const plan = improved !== null && isBetter(exchanges, improved, simple.plan) ? improved : simple.plan;
  const levels = boundedLevels(problem, legKinds, floors, plan, flow, worths);
  const proofs = prove(levels.map(({ value }) => value));
  return {
    plan,
    floors,
    levels: levels.map((level, at) => {
      const proof = proofs[at] ?? null;
      if (proof === null || proof.bound >= level.bound) return level;
      return {
        ...level,
        bound: Math.max(level.value, proof.bound),
        certificate: { kind: 'prices', prices: proof.prices },
      };
    }),
  };
}

/** The flow as a plan, where it happens to keep what the flow knows nothing of: then nothing is better. */
function provenByFlow(
  problem: Problem,
  plan: Plan,
  floors: Floors | null,
  legKinds: LegKinds,
  flow: FlowSolution,
  worths: readonly FlowWorth[],
): Solution | null {
  if (!exchangesAllowed(problem, plan.exchanges)) return null;
  if (floors !== null && !reachesFloors(problem, floors, plan)) return null;
  const levels: LevelResult[] = [];
  for (const [at, goal] of problem.goals.entries()) {
    const level = flow.levels[at] ?? null;
    const value = worthOfPlan(problem, objectiveOf(problem, goal), plan);
    if (level === null || level.prices === null || value !== level.value) return null;
    const prices = pricesOfFlow(problem, legKinds, level.prices, worths.slice(0, at + 1));
    levels.push({ goal, value, bound: value, certificate: { kind: 'prices', prices } });
  }
  return { plan, floors, levels };
}

/** Goal by goal, each with those before it as a limit; again where that found a plan that is worth more for an earlier goal, which was not proven. */
async function searched(exchanges: Exchanges, floors: Floors | null, local: readonly number[]): Promise<Solution> {
  const highs = await linearSolver();
  const solver = new LinearSolver(highs);
  const explainer = new LinearSolver(highs);
  try {
    let choice: Choice = { pairs: local, exchanges: new Map() };
    for (;;) {
      const pass = onePass(exchanges, floors, solver, explainer, choice);
      choice = pass.choice;
      if (pass.steady) return { plan: planOf(exchanges, choice), floors, levels: pass.levels };
    }
  } finally {
    solver.dispose();
    explainer.dispose();
  }
}

/** `steady`: no goal found more for one before it. */
function onePass(
  exchanges: Exchanges,
  floors: Floors | null,
  solver: LinearSolver,
  explainer: LinearSolver,
  start: Choice,
): { choice: Choice; levels: readonly LevelResult[]; steady: boolean } {
  const { goals, effort } = exchanges.problem;
  const limits = limitsFor(effort, Math.max(1, exchanges.pairLeg.length + exchanges.kinds.length));
  const earlier: (GoalWorth & { reached: number })[] = [];
  const levels: LevelResult[] = [];
  let choice = start;
  for (const goal of goals) {
    const worth = goalWorth(exchanges, goal);
    const level = { exchanges, worth, earlier: [...earlier], floors };
    const found = new BranchAndBound(level, solver, explainer, limits, choice).solve();
    choice = found.choice;
    levels.push({ goal, value: found.value, bound: found.bound, certificate: found.certificate });
    earlier.push({ ...worth, reached: found.value });
  }
  return { choice, levels, steady: earlier.every((goal) => worthOfChoice(goal, choice) === goal.reached) };
}
