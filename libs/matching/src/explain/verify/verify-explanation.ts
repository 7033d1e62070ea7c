import type { MatchingPolicy } from '../../compatibility/matching.policy.js';
import { keeping } from '../../model/asking.js';
import type { Problem } from '../../model/problem.js';
import { changedInstance, readChanges } from '../changes.js';
import { readExplainable, type Explainable } from '../explainable.js';
import type { Explanation, Facts, WhatIf, WhyNot, WhyThis } from '../explanation.js';
import { fitParts } from '../fit-parts.js';
import { expectedAlternative } from './expected-alternative.js';
import { expectedDifference, expectedVerdict, goalsProven, homesOf } from './expected-difference.js';
import { expectedObstacles } from './expected-obstacles.js';
import { expectedPlacing } from './expected-placing.js';
import { fail, firstDifference, NotVerified, sound, type ExplanationFault } from './faults.js';

export type { ExplanationFault } from './faults.js';

/**
 * What is wrong with an explanation of why, or why not; nothing when it holds. Every solution that it rests on is checked by the independent
 * checker, as a solution of the problem with just that asked, or with just that rule wider; then all facts are told anew from those solutions and the
 * profiles, and compared. Knows nothing of the solver, nor of what wrote the explanation.
 */
export function verifyExplanation(explainable: Explainable, explanation: Explanation): readonly ExplanationFault[] {
  return faultsOf(explanation, () => {
    const { facts } = explanation;
    sound(explainable.problem, explanation.evidence.plan, 'evidence', 'plan');
    if (facts.kind === 'placed') return expectedWhyThis(explainable, explanation as Explanation<WhyThis>);
    if (facts.kind === 'what-if') return fail('QUESTION_UNKNOWN', 'kind');
    return expectedWhyNot(explainable, explanation as Explanation<WhyNot>);
  });
}

/** The same of what would be with other needs or offers: the changes are made anew. */
export function verifyWhatIf(
  document: unknown,
  changes: unknown,
  explanation: Explanation,
  policy?: MatchingPolicy,
): readonly ExplanationFault[] {
  return faultsOf(explanation, () => {
    const before = readExplainable(document, policy);
    const read = readChanges(document, changes);
    if (!before.ok || !read.ok || explanation.facts.kind !== 'what-if') return fail('QUESTION_UNKNOWN', 'changes');
    const { problem } = before.value;
    const { told } = read.value;
    const changed = changedInstance(document, read.value, policy);
    if (!changed.ok) return fail('QUESTION_UNKNOWN', 'changes');
    const after = changed.value;
    const { evidence } = explanation;
    const plan = sound(problem, evidence.plan, 'evidence', 'plan');
    const keeps = keeping(after.problem, plan.plan);
    const other = sound(keeps, evidence.other, 'evidence', 'other');
    if (evidence.trials.length > 0) return fail('EVIDENCE_NOT_ASKED', 'evidence', 'trials');
    const difference = expectedDifference({ problem, solution: plan }, { problem: keeps, solution: other });
    const touched = told.filter(({ list, id }, at) => told.findIndex((c) => c.list === list && c.id === id) === at);
    const expected: WhatIf = {
      kind: 'what-if',
      changes: told,
      fits: touched.map(({ list, id }) => ({
        list,
        id,
        before: fitsOf(problem, list, id),
        after: fitsOf(after.problem, list, id),
      })),
      ...expectedVerdict(difference),
      proven: goalsProven(plan) && goalsProven(other),
      difference,
    };
    return expected;
  });
}

function faultsOf(explanation: Explanation, expected: () => Facts): readonly ExplanationFault[] {
  try {
    const differs = firstDifference(expected(), explanation.facts);
    return differs === null ? [] : [{ code: 'FACT_WRONG', concerns: differs }];
  } catch (error) {
    if (error instanceof NotVerified) return [error.fault];
    throw error;
  }
}

/** How many pairs a household or a dwelling is in. */
function fitsOf({ householdIds, dwellingIds, firstPair, pairDwelling }: Problem, list: string, id: string): number {
  let count = 0;
  householdIds.forEach((household, h) => {
    for (const dwelling of pairDwelling.subarray(firstPair[h], firstPair[h + 1]))
      if (id === (list === 'households' ? household : dwellingIds[dwelling])) count += 1;
  });
  return count;
}

function expectedWhyNot({ problem, profiles }: Explainable, { facts, evidence }: Explanation<WhyNot>): WhyNot {
  const ofHousehold = facts.kind === 'household-waits';
  const number = (ofHousehold ? problem.householdIds : problem.dwellingIds).indexOf(facts.id);
  if (number < 0) return fail('QUESTION_UNKNOWN', 'id');
  const homes = homesOf(evidence.plan.plan);
  if (ofHousehold ? homes.has(number) : [...homes.values()].includes(number)) return fail('QUESTION_UNKNOWN', 'id');
  const fitting = fitsOf(problem, ofHousehold ? 'households' : 'dwellings', facts.id);
  if (fitting === 0 && evidence.other !== null) fail('EVIDENCE_NOT_ASKED', 'evidence', 'other');
  if (fitting === 0 && evidence.trials.length > 0) fail('EVIDENCE_NOT_ASKED', 'evidence', 'trials');
  const asked = ofHousehold ? { households: [number] } : { dwellings: [number] };
  return {
    kind: ofHousehold ? 'household-waits' : 'dwelling-empty',
    id: facts.id,
    fitting,
    obstacles:
      profiles === null
        ? null
        : ofHousehold
          ? expectedObstacles(problem.dwellingIds, (d) => profiles.compatibility.misfits(number, d))
          : expectedObstacles(problem.householdIds, (h) => profiles.compatibility.misfits(h, number)),
    alternative: fitting === 0 ? null : expectedAlternative(problem, evidence, asked, facts.alternative),
  };
}

function expectedWhyThis({ problem, profiles }: Explainable, { facts, evidence }: Explanation<WhyThis>): WhyThis {
  const household = problem.householdIds.indexOf(facts.placing?.household);
  const homes = homesOf(evidence.plan.plan);
  const home = homes.get(household);
  if (home === undefined) return fail('QUESTION_UNKNOWN', 'placing', 'household');
  const points = problem.pairFit ?? problem.pairWeight;
  const worth = new Map<number, number>();
  for (let k = problem.firstPair[household]!; k < problem.firstPair[household + 1]!; k += 1)
    worth.set(problem.pairDwelling[k]!, points[k]!);
  const own = worth.get(home)!;
  const better = [...worth].filter(([, more]) => more > own);
  const most = Math.max(...better.map(([, more]) => more));
  const best = better.find(([, more]) => more === most);
  if (best === undefined && (evidence.other !== null || evidence.trials.length > 0))
    fail('EVIDENCE_NOT_ASKED', 'evidence', 'other');
  const id = problem.householdIds[household]!;
  const taker = [...homes].find(([, dwelling]) => dwelling === best?.[0])?.[0];
  return {
    kind: 'placed',
    placing: expectedPlacing(problem, evidence.plan.plan, (leg) => leg.household === household)!,
    worth: {
      of: problem.pairFit === null ? 'weight' : 'fit',
      points: own,
      parts: profiles === null ? null : expectedParts(profiles, id, problem.dwellingIds[home]!, own),
    },
    better: {
      count: better.length,
      best:
        best === undefined
          ? null
          : {
              dwelling: problem.dwellingIds[best[0]]!,
              points: best[1],
              takenBy: taker === undefined ? null : problem.householdIds[taker]!,
              alternative: expectedAlternative(
                problem,
                evidence,
                { pairs: [{ household, dwelling: best[0] }] },
                facts.better?.best?.alternative,
              ),
            },
    },
  };
}

/** The parts, which must add up to the fit that the round counted with. */
function expectedParts(profiles: NonNullable<Explainable['profiles']>, id: string, home: string, fit: number) {
  const { households, dwellings } = profiles.instance;
  const parts = fitParts(
    profiles,
    households.find((household) => household.id === id)!,
    dwellings.find((dwelling) => dwelling.id === home)!,
  );
  if (parts.reduce((sum, part) => sum + part.points, 0) !== fit) fail('FACT_WRONG', 'worth', 'parts');
  return parts;
}
