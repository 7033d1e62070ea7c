import { mulberry32 } from '#libs/kernel';
import type { Leg } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { smallProblem } from '../testing/small-instances.js';
import { solve } from '../solve/solve.js';
import { explainDwelling, explainHousehold } from './explain.js';
import type { Explanation, RuleTrial, WhyNot, WhyThis } from './explanation.js';
import { amountsOf, widened } from './rules.js';
import { bestOfAll } from './testing/all-plans.js';
import { tampered } from './testing/tampering.js';
import { verifyExplanation } from './verify/verify-explanation.js';

/** Others with FIRST_PROBLEM=20001; more or fewer with PROBLEMS. */
const FIRST = Number(process.env.FIRST_PROBLEM ?? 1);
const PROBLEMS = Number(process.env.PROBLEMS ?? 120);

interface Explained {
  readonly problem: Problem;
  readonly explanation: Explanation<WhyThis | WhyNot>;
  readonly name: string;
}

/** Every household and dwelling of the small problems explained, one after another. */
async function* everything(problems: number): AsyncGenerator<Explained> {
  for (let seed = FIRST; seed < FIRST + problems; seed++) {
    const problem = smallProblem(mulberry32(seed));
    const explainable = { problem, profiles: null };
    const plan = await solve(problem);
    const results = [
      ...(await Promise.all(problem.householdIds.map((id) => explainHousehold(explainable, id, plan)))),
      ...(await Promise.all(problem.dwellingIds.map((id) => explainDwelling(explainable, id, plan)))),
    ];
    for (const [at, result] of results.entries()) {
      if (!result.ok) throw new Error(`problem ${seed}, ${at}: ${JSON.stringify(result.refusals)}`);
      yield { problem, explanation: result.value, name: `problem ${seed}, ${at}` };
    }
  }
}

/** Whether legs hold what an explanation is about: who waits placed, the empty dwelling used, the better dwelling had. */
function holder(problem: Problem, { facts }: Explained['explanation']): (legs: readonly Leg[]) => boolean {
  if (facts.kind === 'placed') {
    const household = problem.householdIds.indexOf(facts.placing.household);
    const dwelling = problem.dwellingIds.indexOf(facts.better.best!.dwelling);
    return (legs) => legs.some((leg) => leg.household === household && leg.dwelling === dwelling);
  }
  if (facts.kind === 'household-waits') {
    const household = problem.householdIds.indexOf(facts.id);
    return (legs) => legs.some((leg) => leg.household === household);
  }
  const dwelling = problem.dwellingIds.indexOf(facts.id);
  return (legs) => legs.some((leg) => leg.dwelling === dwelling);
}

const alternativeOf = ({ facts }: Explained['explanation']) =>
  facts.kind === 'placed' ? (facts.better.best?.alternative ?? null) : facts.alternative;

test('given small problems in every mode, when everything is explained, then what it would cost is what a search through all plans says', async () => {
  const seen = { costs: 0, equal: 0, impossible: 0 };
  for await (const { problem, explanation, name } of everything(PROBLEMS)) {
    const alternative = alternativeOf(explanation);
    if (alternative === null) continue;
    const best = bestOfAll(problem, holder(problem, explanation));
    if (best === null) {
      expect(alternative.kind, name).toBe('impossible');
      seen.impossible += 1;
      continue;
    }
    const before = bestOfAll(problem, () => true)!;
    const goals = problem.goals.map((goal, at) => ({ goal, before: before[at], after: best[at] }));
    const reason = goals.find((goal) => goal.before !== goal.after)?.goal ?? null;
    const verdict = reason === null ? 'equal' : 'costs';
    const { difference, ...told } = alternative as Extract<typeof alternative, { kind: 'possible' }>;
    expect({ ...told, goals: difference.goals }, name).toMatchObject({ verdict, reason, proven: true, goals });
    expect(difference.fewest, name).toBe(true);
    seen[verdict] += 1;
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(PROBLEMS / 10);
});

test('given what no plan can hold, then a rule is told to allow it when a search through all plans of the wider problem finds one, and the least to be the least', async () => {
  const seen = { allows: 0, forbids: 0, alone: 0 };
  for await (const { problem, explanation, name } of everything(PROBLEMS)) {
    const alternative = alternativeOf(explanation);
    if (alternative?.kind !== 'impossible') continue;
    const holds = holder(problem, explanation);
    for (const rule of alternative.rules) {
      expect(rule, name).toMatchObject(expectedTrial(problem, rule, holds));
      seen[rule.outcome === 'allows' ? 'allows' : 'forbids'] += 1;
      if (rule.municipality !== null && rule.outcome === 'allows') seen.alone += 1;
    }
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(PROBLEMS / 30);
});

function expectedTrial(
  problem: Problem,
  { rule, municipality }: RuleTrial,
  holds: (legs: readonly Leg[]) => boolean,
): Partial<RuleTrial> {
  const widening = {
    rule,
    municipality: municipality === null ? null : problem.municipalityCodes.indexOf(municipality),
  };
  const allows = (amount: number): boolean => bestOfAll(widened(problem, widening, amount), holds) !== null;
  if (!allows(Infinity)) return { outcome: 'forbids', least: null, exact: true };
  const amounts = amountsOf(problem, widening);
  if (amounts === null) return { outcome: 'allows', least: null, exact: true };
  let least = amounts.none + 1;
  while (!allows(least)) least += 1;
  return { outcome: 'allows', least, exact: true };
}

test('given an explanation, when any one fact of it is changed, then it is refused', async () => {
  const refused = new Set<string>();
  for await (const { problem, explanation, name } of everything(Math.ceil(PROBLEMS / 10))) {
    for (const { path, value } of tampered(explanation.facts)) {
      const faults = verifyExplanation({ problem, profiles: null }, { ...explanation, facts: value });
      if (faults.length === 0) expect(faults, `${name}: ${path}`).not.toEqual([]);
      refused.add(path.replaceAll(/\.\d+/g, '.n'));
    }
  }
  expect(refused.size).toBeGreaterThan(50);
});

test('given an explanation, when a solution that it rests on is missing, of another question, or one too many, then it is refused', async () => {
  const refused = { other: 0, trial: 0 };
  for await (const { problem, explanation, name } of everything(Math.ceil(PROBLEMS / 3))) {
    const { evidence } = explanation;
    const verify = (change: Partial<typeof evidence>): readonly string[] =>
      verifyExplanation({ problem, profiles: null }, { ...explanation, evidence: { ...evidence, ...change } }).map(
        ({ code }) => code,
      );
    const { trials, plan, other } = evidence;
    if (other === null) {
      expect(verify({ other: plan }), name).toEqual(['EVIDENCE_NOT_ASKED']);
      continue;
    }
    refused.other += 1;
    expect(verify({ other: null }), name).toEqual(['EVIDENCE_MISSING']);
    expect(verify({ other: plan }), name).toEqual(['EVIDENCE_NOT_SOUND']);
    expect(verify({ plan: other }), name).toEqual(['EVIDENCE_NOT_SOUND']);
    expect(verify({ trials: [...trials, { widest: plan, least: null, below: null }] }), name).toEqual([
      'EVIDENCE_NOT_ASKED',
    ]);
    for (const at of trials.keys()) {
      refused.trial += 1;
      const replaced = { ...trials[at]!, widest: plan };
      expect(verify({ trials: trials.with(at, replaced) }), name).toEqual(['EVIDENCE_NOT_SOUND']);
      expect(verify({ trials: trials.slice(0, at) }), name).toEqual(['EVIDENCE_MISSING']);
    }
  }
  expect(Math.min(...Object.values(refused))).toBeGreaterThan(PROBLEMS / 15);
});
