import { type Objective, type Problem } from '../model/problem.js';

/** An objective as a worth of each pair, so that it can be maximised by a flow. */
export interface FlowWorth {
  /** P. */
  readonly pair: Float64Array;
  /** Per open path. */
  readonly path: number;
  /**
   * M × M by `from × M + to`: what a leg is granted within `pair` though the goal counts whole exchanges; null where it counts legs. At least
   * what any exchange with that leg is worth per leg, so that the flow is worth no less than the plan.
   */
  readonly granted: Float64Array | null;
}

/** What an executed exchange is worth per leg at most: no exchange with this leg has fewer municipalities than its two. In thousandths, rounded up. */
function expectedPerLeg(problem: Problem): Float64Array {
  const { acceptance } = problem;
  const m = acceptance.length;
  return Float64Array.from({ length: m * m }, (_, at) =>
    Math.ceil((acceptance[Math.floor(at / m)]! * acceptance[at % m]!) / 1000),
  );
}

/** What each pair is worth for a goal; a leg of an exchange that counts as a whole is worth what it is granted, or nothing. */
export function pairWorth(problem: Problem, objective: Objective, granted: Float64Array | null): Float64Array {
  const { householdMunicipality, dwellingMunicipality, firstPair, pairDwelling } = problem;
  const municipalities = problem.municipalityCodes.length;
  const worth = new Float64Array(pairDwelling.length);
  for (let h = 0; h < householdMunicipality.length; h++) {
    const from = householdMunicipality[h]!;
    const own = objective.household === null ? 0 : objective.household[h]!;
    for (let k = firstPair[h]!, end = firstPair[h + 1]!; k < end; k++) {
      const to = dwellingMunicipality[pairDwelling[k]!]!;
      const pair = objective.pair === null ? own : own + objective.pair[k]!;
      if (to === from) worth[k] = pair;
      else if (!objective.expected) worth[k] = pair + objective.crossing;
      else worth[k] = granted === null ? 0 : granted[from * municipalities + to]!;
    }
  }
  return worth;
}

/** The goal as a worth of pairs and open paths. */
export function flowWorth(problem: Problem, objective: Objective): FlowWorth {
  const granted = objective.expected ? expectedPerLeg(problem) : null;
  return { pair: pairWorth(problem, objective, granted), path: objective.path, granted };
}
