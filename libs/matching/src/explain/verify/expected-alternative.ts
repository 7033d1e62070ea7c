import { asking, type Asked } from '../../model/asking.js';
import { marksOf } from '../../model/marks.js';
import type { Leg, Solution } from '../../model/plan.js';
import type { Problem } from '../../model/problem.js';
import type { Alternative, Evidence, RuleTrial, TrialEvidence } from '../explanation.js';
import { amountsOf, bindingRules, eachMunicipality, trialOf, type Widening } from '../rules.js';
import { expectedDifference, expectedVerdict, goalsProven } from './expected-difference.js';
import { expectedPlacing } from './expected-placing.js';
import { fail, sound } from './faults.js';

/** What follows from the solutions about something that was asked. `told` is looked at for one thing only: which amounts the trials are of. */
export function expectedAlternative(problem: Problem, evidence: Evidence, asked: Asked, told: unknown): Alternative {
  const asks = asking(problem, asked, evidence.plan.plan);
  const solution = sound(asks, evidence.other, 'evidence', 'other');
  const outcome = outcomeOf(solution);
  if (outcome !== 'allows') {
    const kind = outcome === 'forbids' ? 'impossible' : 'undecided';
    return { kind, rules: expectedRules(problem, asks, asked, evidence, kind === 'impossible' ? told : null) };
  }
  if (evidence.trials.length > 0) return fail('EVIDENCE_NOT_ASKED', 'evidence', 'trials');
  const difference = expectedDifference({ problem, solution: evidence.plan }, { problem: asks, solution });
  return {
    kind: 'possible',
    ...expectedVerdict(difference),
    proven: goalsProven(evidence.plan) && goalsProven(solution),
    placing: expectedPlacing(problem, solution.plan, isAskedOf(asks))!,
    difference,
  };
}

const isAskedOf =
  (asks: Problem) =>
  ({ household, dwelling }: Leg): boolean => {
    const at = asks.pairDwelling
      .subarray(0, asks.firstPair[household + 1])
      .indexOf(dwelling, asks.firstPair[household]);
    return at >= 0 && marksOf(asks)?.asked[at] === 1;
  };

function outcomeOf({ levels: [level] }: Solution): RuleTrial['outcome'] {
  if (level!.value >= 1) return 'allows';
  return level!.bound >= 1 ? 'undecided' : 'forbids';
}

/**
 * Every rule that binds is tried, and then every municipality that should be, each with its evidence and no more than that. `told` null: nothing is
 * proven, and only what is found without a limit counts.
 */
function expectedRules(
  problem: Problem,
  asks: Problem,
  asked: Asked,
  { trials }: Evidence,
  told: unknown,
): RuleTrial[] {
  const rules: RuleTrial[] = [];
  const next = (widening: Widening): RuleTrial => {
    const at = rules.length;
    const trial = trials[at] ?? fail('EVIDENCE_MISSING', 'evidence', 'trials', `${at}`);
    const least = told === null ? null : leastTold(told, at);
    const rule = expectedRule(problem, asked, widening, trial, least, `${at}`, told !== null);
    rules.push(rule);
    return rule;
  };
  for (const widening of bindingRules(problem)) {
    if (next(widening).outcome !== 'forbids' && told !== null) eachMunicipality(asks, widening).forEach(next);
  }
  if (trials.length > rules.length) fail('EVIDENCE_NOT_ASKED', 'evidence', 'trials', `${rules.length}`);
  return rules;
}

/** The amount that the told alternative names for a rule, of whatever shape it is. */
function leastTold(told: unknown, at: number): unknown {
  const { rules } = (told ?? {}) as { readonly rules?: unknown };
  const rule: unknown = Array.isArray(rules) ? rules[at] : null;
  return ((rule ?? {}) as { readonly least?: unknown }).least;
}

function expectedRule(
  problem: Problem,
  asked: Asked,
  widening: Widening,
  { widest, least, below }: TrialEvidence,
  amount: unknown,
  trial: string,
  proven: boolean,
): RuleTrial {
  const seen = (solution: Solution | null, wider: number, name: string): RuleTrial['outcome'] =>
    outcomeOf(sound(trialOf(problem, widening, wider, asked), solution, 'evidence', 'trials', trial, name));
  const rule = {
    rule: widening.rule,
    municipality: widening.municipality === null ? null : problem.municipalityCodes[widening.municipality]!,
    outcome: seen(widest, Infinity, 'widest'),
  };
  const amounts = amountsOf(problem, widening);
  if (rule.outcome !== 'allows' || amounts === null || amount === null) {
    if (least !== null || below !== null) fail('EVIDENCE_NOT_ASKED', 'evidence', 'trials', trial);
    const exact = rule.outcome === 'forbids' || (rule.outcome === 'allows' && amounts === null && proven);
    return { ...rule, least: null, exact };
  }
  const { none, most } = amounts;
  if (!Number.isInteger(amount) || (amount as number) <= none || (amount as number) > most)
    return fail('FACT_WRONG', 'alternative', 'rules', trial, 'least');
  const enough = amount as number;
  if (seen(least, enough, 'least') !== 'allows') fail('FACT_WRONG', 'alternative', 'rules', trial, 'least');
  if (enough - 1 > none) {
    const under = seen(below, enough - 1, 'below');
    if (under === 'allows') fail('FACT_WRONG', 'alternative', 'rules', trial, 'least');
    return { ...rule, least: enough, exact: under === 'forbids' };
  }
  if (below !== null) fail('EVIDENCE_NOT_ASKED', 'evidence', 'trials', trial, 'below');
  return { ...rule, least: enough, exact: true };
}
