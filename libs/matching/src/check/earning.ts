import { kindKey, legAt } from './branches.js';
import type { Leaf } from './leaf.js';
import { expectedOf } from './worth.js';

/** What exchanges earn in a leaf: by the prices of their legs and by being exchanges, less what bands charge. */
export interface Earning {
  readonly municipalities: number;
  /** Persons by number of size. */
  readonly sizes: readonly number[];
  /** By index of a leg's price; −Infinity where no pair has that type. */
  readonly leg: Float64Array;
  readonly householdsOut: Float64Array;
  readonly householdsIn: Float64Array;
  readonly personsOut: Float64Array;
  readonly personsIn: Float64Array;
  readonly acceptance: Int32Array;
  /** What a thousandth of an expected household counts. */
  readonly expected: number;
  /** What an open path is worth as such, ≤ 0. */
  readonly path: number;
  /** Municipalities in an exchange at most. */
  readonly mostClosed: number;
  readonly mostOpen: number;
  /** How much a kind that was branched on may earn; others nothing. */
  readonly allowance: (closed: boolean, legs: readonly number[]) => number;
}

export function earningOf({ ground, prices, terms, units }: Leaf): Earning {
  const { problem, municipalities, sizes, possible } = ground;
  return {
    ...prices,
    municipalities,
    sizes,
    leg: prices.leg.map((price, index) => (possible[index] === 1 ? price : -Infinity)),
    acceptance: problem.acceptance,
    expected: units.expectedHouseholds,
    path: -units.fewestMunicipalities,
    mostClosed: Math.min(problem.maxMunicipalities, municipalities),
    mostOpen: Math.min(problem.maxChain, municipalities),
    allowance: (closed, legs) => terms.kinds.get(kindKey(closed, legs))?.allowance ?? 0,
  };
}

/** What a municipality charges for the persons that an exchange takes out of and brings into it. */
export const charge = ({ personsOut, personsIn }: Earning, at: number, persons: number, into: number): number =>
  persons > into ? personsOut[at]! * (persons - into) : personsIn[at]! * (into - persons);

/** More than an exchange between these two can get for each leg by being expected, rounding included: the others agree at most always. */
export const hope = ({ expected, acceptance }: Earning, from: number, to: number): number =>
  expected * Math.ceil((acceptance[from]! * acceptance[to]!) / 1000);

interface Kind {
  readonly closed: boolean;
  readonly legs: readonly number[];
}

/** What one kind of exchange earns; −Infinity where it cannot occur. */
export function earnedBy(earning: Earning, { closed, legs }: Kind): number {
  const steps = legs.map((leg) => ({ ...legAt(earning, leg), price: earning.leg[leg]! }));
  const first = steps[0]!;
  const last = steps.at(-1)!;
  const municipalities = steps.map(({ from }) => from);
  if (!closed) municipalities.push(last.to);
  if (municipalities.length > (closed ? earning.mostClosed : earning.mostOpen)) return -Infinity;
  const persons = (index: number): number => earning.sizes[steps[index]!.size]!;
  let sum = earning.expected * expectedOf(earning.acceptance, municipalities, legs.length);
  steps.forEach(({ from, price }, index) => {
    const into = index > 0 ? persons(index - 1) : closed ? persons(legs.length - 1) : 0;
    sum += price - charge(earning, from, persons(index), into);
  });
  if (closed) return sum;
  const ends = earning.householdsOut[first.from]! + earning.householdsIn[last.to]!;
  return sum + earning.path - ends - charge(earning, last.to, 0, persons(legs.length - 1));
}
