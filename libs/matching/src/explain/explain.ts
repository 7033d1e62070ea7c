import { ok, refuse, type Result } from '#libs/kernel';
import { keeping } from '../model/asking.js';
import type { Solution } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { solve } from '../solve/solve.js';
import { alternativeTo, placingOf } from './alternative.js';
import { changedInstance, readChanges } from './changes.js';
import { differenceOf, isProven, seatsOf, verdictOn } from './difference.js';
import { readExplainable, type Explainable } from './explainable.js';
import { solveNear } from './near.js';
import type { Explanation, WhatIf, WhyNot, WhyThis } from './explanation.js';
import { fitParts } from './fit-parts.js';
import { obstaclesOfDwelling, obstaclesOfHousehold } from './obstacles.js';
import { verifyExplanation, verifyWhatIf, type ExplanationFault } from './verify/verify-explanation.js';
import type { MatchingPolicy } from '../compatibility/matching.policy.js';

/**
 * Why a household is placed where it is, or why it is not, in the best plan. `plan`: that plan where it is known already. Verified before it is
 * told. Refuses `HOUSEHOLD_UNKNOWN`, `WEIGHT_TOO_LARGE`, and `EXPLANATION_NOT_SOUND` (a bug of ours).
 */
export async function explainHousehold(
  explainable: Explainable,
  id: string,
  plan?: Solution,
): Promise<Result<Explanation<WhyThis | WhyNot>>> {
  const { problem } = explainable;
  const household = problem.householdIds.indexOf(id);
  if (household < 0) return refuse('HOUSEHOLD_UNKNOWN', 'dit huishouden staat niet in households', ['household']);
  const known = plan ?? (await solve(problem));
  const dwelling = seatsOf(problem, known.plan).dwellingOf[household]!;
  const explanation =
    dwelling >= 0
      ? await whyThis(explainable, known, household, dwelling)
      : await whyNot(explainable, known, 'household-waits', household);
  return verified(explanation, verifyExplanation(explainable, explanation));
}

/** The same of a dwelling: why it is for whom it is, or why it stays empty. Refuses `DWELLING_UNKNOWN`. */
export async function explainDwelling(
  explainable: Explainable,
  id: string,
  plan?: Solution,
): Promise<Result<Explanation<WhyThis | WhyNot>>> {
  const { problem } = explainable;
  const dwelling = problem.dwellingIds.indexOf(id);
  if (dwelling < 0) return refuse('DWELLING_UNKNOWN', 'deze woning staat niet in dwellings', ['dwelling']);
  const known = plan ?? (await solve(problem));
  const household = seatsOf(problem, known.plan).householdOf[dwelling]!;
  const explanation =
    household >= 0
      ? await whyThis(explainable, known, household, dwelling)
      : await whyNot(explainable, known, 'dwelling-empty', dwelling);
  return verified(explanation, verifyExplanation(explainable, explanation));
}

/**
 * What the best plan would be with other needs or offers, against what it is: as little is changed as can be for that worth. Refuses what
 * `readExplainable` and `readChanges` refuse, the latter with a path into the changes.
 */
export async function explainWhatIf(
  document: unknown,
  changes: unknown,
  policy?: MatchingPolicy,
): Promise<Result<Explanation<WhatIf>>> {
  const before = readExplainable(document, policy);
  if (!before.ok) return before;
  const read = readChanges(document, changes);
  if (!read.ok) return read;
  const { told } = read.value;
  const changed = changedInstance(document, read.value, policy);
  if (!changed.ok) return changed;
  const after = changed.value;
  const plan = await solve(before.value.problem);
  const ids = new Set(told.map(({ list, id }) => `${list} ${id}`));
  const { householdIds, dwellingIds } = after.problem;
  const other = await solveNear(
    after.problem,
    (near) => keeping(near, plan.plan),
    plan.plan,
    (h, d) => ids.has(`households ${householdIds[h]!}`) || ids.has(`dwellings ${dwellingIds[d]!}`),
  );
  const difference = differenceOf(before.value.problem, plan, other);
  const touched = [...new Map(told.map(({ list, id }) => [`${list} ${id}`, { list, id }])).values()];
  const facts: WhatIf = {
    kind: 'what-if',
    changes: told,
    fits: touched.map(({ list, id }) => ({
      list,
      id,
      before: fitting(before.value.problem, list, id),
      after: fitting(after.problem, list, id),
    })),
    ...verdictOn(difference.goals),
    proven: isProven(plan) && isProven({ ...other, levels: other.levels.slice(0, -1) }),
    difference,
  };
  const explanation = { facts, evidence: { plan, other, trials: [] } };
  return verified(explanation, verifyWhatIf(document, changes, explanation, policy));
}

function fitting(problem: Problem, list: 'households' | 'dwellings', id: string): number {
  if (list === 'dwellings') return fittingDwelling(problem, problem.dwellingIds.indexOf(id));
  const h = problem.householdIds.indexOf(id);
  return problem.firstPair[h + 1]! - problem.firstPair[h]!;
}

const fittingDwelling = ({ pairDwelling }: Problem, dwelling: number): number =>
  pairDwelling.reduce((count, d) => (d === dwelling ? count + 1 : count), 0);

async function whyNot(
  { problem, profiles }: Explainable,
  plan: Solution,
  kind: WhyNot['kind'],
  number: number,
): Promise<Explanation<WhyNot>> {
  const household = kind === 'household-waits';
  const fits = household
    ? problem.firstPair[number + 1]! - problem.firstPair[number]!
    : fittingDwelling(problem, number);
  const found =
    fits === 0
      ? null
      : await alternativeTo(problem, plan, household ? { households: [number] } : { dwellings: [number] });
  const obstacles = household ? obstaclesOfHousehold : obstaclesOfDwelling;
  const facts: WhyNot = {
    kind,
    id: (household ? problem.householdIds : problem.dwellingIds)[number]!,
    fitting: fits,
    obstacles: profiles === null ? null : obstacles(problem, profiles.compatibility, number),
    alternative: found?.alternative ?? null,
  };
  return { facts, evidence: { plan, other: found?.solution ?? null, trials: found?.trials ?? [] } };
}

async function whyThis(
  { problem, profiles }: Explainable,
  plan: Solution,
  household: number,
  dwelling: number,
): Promise<Explanation<WhyThis>> {
  const points = problem.pairFit ?? problem.pairWeight;
  const pairs = Array.from({ length: problem.firstPair[household + 1]! - problem.firstPair[household]! }, (_, i) => {
    const pair = problem.firstPair[household]! + i;
    return { dwelling: problem.pairDwelling[pair]!, points: points[pair]! };
  });
  const own = pairs.find((pair) => pair.dwelling === dwelling)!;
  const better = pairs.filter((pair) => pair.points > own.points);
  const best = better.reduce<(typeof better)[number] | null>(
    (b, p) => (b !== null && b.points >= p.points ? b : p),
    null,
  );
  const found =
    best === null ? null : await alternativeTo(problem, plan, { pairs: [{ household, dwelling: best.dwelling }] });
  const id = problem.householdIds[household]!;
  const taker = best === null ? -1 : seatsOf(problem, plan.plan).householdOf[best.dwelling]!;
  const facts: WhyThis = {
    kind: 'placed',
    placing: placingOf(problem, plan, { households: [household] }),
    worth: {
      of: problem.pairFit === null ? 'weight' : 'fit',
      points: own.points,
      parts: profiles === null ? null : partsOf(profiles, id, problem.dwellingIds[dwelling]!),
    },
    better: {
      count: better.length,
      best:
        best === null
          ? null
          : {
              dwelling: problem.dwellingIds[best.dwelling]!,
              points: best.points,
              takenBy: taker < 0 ? null : problem.householdIds[taker]!,
              alternative: found!.alternative,
            },
    },
  };
  return { facts, evidence: { plan, other: found?.solution ?? null, trials: found?.trials ?? [] } };
}

function partsOf(profiles: NonNullable<Explainable['profiles']>, household: string, dwelling: string) {
  const { households, dwellings } = profiles.instance;
  return fitParts(
    profiles,
    households.find(({ id }) => id === household)!,
    dwellings.find(({ id }) => id === dwelling)!,
  );
}

function verified<E>(explanation: E, faults: readonly ExplanationFault[]): Result<E> {
  const [fault] = faults;
  if (fault === undefined) return ok(explanation);
  if (fault.cause === 'NUMBER_TOO_LARGE')
    return refuse('WEIGHT_TOO_LARGE', 'de gewichten zijn te groot om een plan zeker na te rekenen; neem kleinere', [
      'pairs',
    ]);
  return refuse('EXPLANATION_NOT_SOUND', 'de uitleg doorstond de controle niet', [...fault.concerns], {
    fault: fault.code,
    ...(fault.cause === undefined ? {} : { cause: fault.cause }),
  });
}
