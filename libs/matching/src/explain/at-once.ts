import { ok, refuse, type Result } from '#libs/kernel';
import type { MatchingPolicy } from '../compatibility/matching.policy.js';
import { flowWorth } from '../flow/worth.js';
import { LiveFlow } from '../incremental/live-flow.js';
import type { PolicyGoal } from '../model/goals.js';
import { objectiveOf, type Problem } from '../model/problem.js';
import { changedInstance, readChanges } from './changes.js';
import { readExplainable } from './explainable.js';
import type { Change, GoalChange } from './explanation.js';

/**
 * What would be, in one keystroke: of the flow only, which knows no caps, no persons and no floors. For the first goal no plan reaches more than `after`;
 * what a plan does reach, `explainWhatIf` tells.
 */
export interface AtOnce {
  readonly of: 'flow';
  readonly changes: readonly Change[];
  readonly goals: readonly GoalChange[];
}

const UNCHANGED = { households: [], dwellings: [] };

type Step = (live: LiveFlow) => Result<unknown>;

/** Answers one question after another about an instance, each by what changes and not by a solve from scratch. */
export class WhatIfAtOnce {
  private constructor(
    private readonly document: unknown,
    private readonly problem: Problem,
    private readonly policy: MatchingPolicy | undefined,
    private readonly live: LiveFlow,
  ) {}

  /**
   * Takes as long as a solve. Refuses what `readExplainable` does, `WEIGHT_TOO_LARGE`, `PROFILES_UNKNOWN` where pairs are given, and `DAY_UNKNOWN` where
   * the instance does not name its day: then it follows from all households together.
   */
  static of(document: unknown, policy?: MatchingPolicy): Result<WhatIfAtOnce> {
    const read = readExplainable(document, policy);
    if (!read.ok) return read;
    const { problem, profiles } = read.value;
    if (profiles === null)
      return refuse('PROFILES_UNKNOWN', 'met gegeven paren is niet te zien wat een wijziging betekent', ['pairs']);
    if (profiles.instance.on === null) return refuse('DAY_UNKNOWN', 'de dag van de ronde is hiervoor nodig', ['on']);
    const live = LiveFlow.of(problem);
    return live.ok ? ok(new WhatIfAtOnce(document, problem, policy, live.value)) : live;
  }

  /** Refuses what `explainWhatIf` refuses of changes, and `WEIGHT_TOO_LARGE`. Leaves nothing changed. */
  answer(changes: unknown): Result<AtOnce> {
    const read = readChanges(this.document, changes);
    if (!read.ok) return read;
    const { told } = read.value;
    const steps: Step[] = [];
    const back: Step[] = [];
    for (const list of ['households', 'dwellings'] as const) {
      const ids = [...new Set(told.filter((change) => change.list === list).map(({ id }) => id))];
      if (ids.length === 0) continue;
      const after = changedInstance(this.document, read.value, this.policy, list);
      if (!after.ok) return after;
      const before = changedInstance(this.document, { entries: UNCHANGED, told }, this.policy, list);
      if (!before.ok) return before;
      const stepOf = list === 'households' ? householdStep : dwellingStep;
      for (const id of ids) {
        steps.push(stepOf(after.value.problem, this.problem, id));
        back.unshift(stepOf(before.value.problem, this.problem, id));
      }
    }
    return this.#tried(steps, back, told);
  }

  #tried(steps: readonly Step[], back: readonly Step[], changes: readonly Change[]): Result<AtOnce> {
    const before = this.live.values;
    let refusal: Result<unknown> | undefined;
    let done = 0;
    for (const step of steps) {
      const result = step(this.live);
      if (!result.ok) {
        refusal = result;
        break;
      }
      done += 1;
    }
    const after = this.live.values;
    for (const step of back.slice(back.length - done)) {
      const result = step(this.live);
      if (!result.ok) throw new Error('what was there before is refused now');
    }
    if (refusal !== undefined && !refusal.ok) return refusal;
    const goals = this.problem.goals.map((goal, at) => ({
      goal: goal as PolicyGoal,
      before: before[at]!,
      after: after[at]!,
    }));
    return ok({ of: 'flow', changes, goals });
  }
}

/** A household as it is in one problem, told by its number in another with the same dwellings. */
function householdStep(from: Problem, to: Problem, id: string): Step {
  const worths = worthsOf(from);
  const h = from.householdIds.indexOf(id);
  const pairs = [];
  for (let k = from.firstPair[h]!; k < from.firstPair[h + 1]!; k++)
    pairs.push({ dwelling: from.pairDwelling[k]!, worths: worths(k) });
  const household = { municipality: from.householdMunicipality[h]!, pairs };
  return (live) => live.changeHousehold(to.householdIds.indexOf(id), household);
}

/** The same of a dwelling. */
function dwellingStep(from: Problem, to: Problem, id: string): Step {
  const worths = worthsOf(from);
  const d = from.dwellingIds.indexOf(id);
  const pairs = from.householdIds.flatMap((_, household) => {
    const at = from.pairDwelling.subarray(0, from.firstPair[household + 1]).indexOf(d, from.firstPair[household]);
    return at < 0 ? [] : [{ household, worths: worths(at) }];
  });
  const dwelling = { municipality: from.dwellingMunicipality[d]!, pairs };
  return (live) => live.changeDwelling(to.dwellingIds.indexOf(id), dwelling);
}

function worthsOf(problem: Problem): (pair: number) => readonly number[] {
  const worths = problem.goals.map((goal) => flowWorth(problem, objectiveOf(problem, goal)).pair);
  return (pair) => worths.map((worth) => worth[pair]!);
}
