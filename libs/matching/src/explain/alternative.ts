import { answerOf } from '../answer/answer.js';
import { asking, type Asked } from '../model/asking.js';
import type { Solution } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { solve } from '../solve/solve.js';
import { differenceOf, isProven, verdictOn } from './difference.js';
import { solveNear } from './near.js';
import type { Alternative, Placing, RuleTrial, TrialEvidence } from './explanation.js';
import { amountsOf, bindingRules, eachMunicipality, trialOf, type Widening } from './rules.js';

export interface FoundAlternative {
  readonly alternative: Alternative;
  readonly solution: Solution;
  readonly trials: readonly TrialEvidence[];
}

/** The best plan that holds one thing that is asked, as it differs from a plan; and where there is none, which rule stands in the way. */
export async function alternativeTo(problem: Problem, plan: Solution, asked: Asked): Promise<FoundAlternative> {
  const asks = asking(problem, asked, plan.plan);
  const solution = await solveNear(problem, (near) => asking(near, asked, plan.plan), plan.plan, mattersTo(asked));
  const first = solution.levels[0]!;
  if (first.value > 0) {
    const difference = differenceOf(problem, plan, solution);
    const alternative = {
      kind: 'possible' as const,
      ...verdictOn(difference.goals),
      proven: isProven(plan) && isProven({ ...solution, levels: solution.levels.slice(0, -1) }),
      placing: placingOf(problem, solution, asked),
      difference,
    };
    return { alternative, solution, trials: [] };
  }
  const kind = first.bound > 0 ? 'undecided' : 'impossible';
  const { rules, trials } = await tryRules(problem, asks, asked, kind);
  return { alternative: { kind, rules }, solution, trials };
}

/** Whether a household in a dwelling is something that was asked for. */
const mattersTo =
  ({ households = [], dwellings = [], pairs = [] }: Asked) =>
  (household: number, dwelling: number): boolean =>
    households.includes(household) ||
    dwellings.includes(dwelling) ||
    pairs.some((pair) => pair.household === household && pair.dwelling === dwelling);

/** Who is placed where, of what was asked. One of them is. */
export function placingOf(problem: Problem, solution: Solution, asked: Asked): Placing {
  const { placements, exchanges } = answerOf(problem, solution);
  const households = new Set(asked.households?.map((h) => problem.householdIds[h]!));
  const dwellings = new Set(asked.dwellings?.map((d) => problem.dwellingIds[d]!));
  const pairs = asked.pairs ?? [];
  const { household, dwelling, exchange } = placements.find(
    (at) =>
      households.has(at.household) ||
      dwellings.has(at.dwelling) ||
      pairs.some(
        (p) => problem.householdIds[p.household] === at.household && problem.dwellingIds[p.dwelling] === at.dwelling,
      ),
  )!;
  const found = exchanges.find(({ id }) => id === exchange);
  return { household, dwelling, exchange: found === undefined ? null : { kind: found.kind, legs: found.legs } };
}

/** Each rule that binds without its limit, and where that allows what is asked, how little is enough; then the same of one municipality at a time. */
async function tryRules(
  problem: Problem,
  asks: Problem,
  asked: Asked,
  kind: 'undecided' | 'impossible',
): Promise<{ rules: RuleTrial[]; trials: TrialEvidence[] }> {
  const rules: RuleTrial[] = [];
  const trials: TrialEvidence[] = [];
  const attempt = async (widening: Widening): Promise<boolean> => {
    const { rule, evidence } = await tryRule(problem, asked, widening, kind);
    rules.push(rule);
    trials.push(evidence);
    return rule.outcome !== 'forbids';
  };
  for (const widening of bindingRules(problem)) {
    if (!(await attempt(widening)) || kind === 'undecided') continue;
    for (const one of eachMunicipality(asks, widening)) await attempt(one);
  }
  return { rules, trials };
}

async function tryRule(
  problem: Problem,
  asked: Asked,
  widening: Widening,
  kind: 'undecided' | 'impossible',
): Promise<{ rule: RuleTrial; evidence: TrialEvidence }> {
  const at = (amount: number): Promise<Solution> => solve(trialOf(problem, widening, amount, asked));
  const widest = await at(Infinity);
  const municipality = widening.municipality === null ? null : problem.municipalityCodes[widening.municipality]!;
  const told = { rule: widening.rule, municipality };
  const outcome = outcomeOf(widest);
  if (outcome !== 'allows') {
    return {
      rule: { ...told, outcome, least: null, exact: outcome === 'forbids' },
      evidence: { widest, least: null, below: null },
    };
  }
  const unlimited = { widest, least: null, below: null };
  if (kind === 'undecided') return { rule: { ...told, outcome, least: null, exact: false }, evidence: unlimited };
  const amounts = amountsOf(problem, widening);
  if (amounts === null) return { rule: { ...told, outcome, least: null, exact: true }, evidence: unlimited };
  const found = await leastOf(at, amounts.none, amounts.most);
  if (found === null)
    return { rule: { ...told, outcome, least: null, exact: false }, evidence: { widest, least: null, below: null } };
  const { amount, least, below } = found;
  const exact = below === null || outcomeOf(below) === 'forbids';
  return { rule: { ...told, outcome, least: amount, exact }, evidence: { widest, least, below } };
}

const outcomeOf = ({ levels: [first] }: Solution): RuleTrial['outcome'] =>
  first!.value > 0 ? 'allows' : first!.bound > 0 ? 'undecided' : 'forbids';

/**
 * The least amount above `none` at which something is found: by doubling, then by halving. `below`: what one less gives; null when that is `none`.
 * Null when nothing is found at the most either, for the effort ran out.
 */
async function leastOf(
  at: (amount: number) => Promise<Solution>,
  none: number,
  most: number,
): Promise<{ amount: number; least: Solution; below: Solution | null } | null> {
  let low: { amount: number; solution: Solution | null } = { amount: none, solution: null };
  let high: { amount: number; solution: Solution } | null = null;
  for (let step = 1; high === null; step *= 2) {
    const amount = Math.min(none + step, most);
    const solution = await at(amount);
    if (outcomeOf(solution) === 'allows') high = { amount, solution };
    else if (amount === most) return null;
    else low = { amount, solution };
  }
  while (high.amount - low.amount > 1) {
    const amount = Math.floor((low.amount + high.amount) / 2);
    const solution = await at(amount);
    if (outcomeOf(solution) === 'allows') high = { amount, solution };
    else low = { amount, solution };
  }
  return { amount: high.amount, least: high.solution, below: low.solution };
}
