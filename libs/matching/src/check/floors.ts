import type { Goal } from '../model/goals.js';
import type { Floors, Plan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { bestAssignment, EXACT, type Candidates } from './assignment.js';
import type { Faults } from './fault.js';
import { isFields } from './shape.js';

type Measure = (household: number, pair: number) => number;

/** A local placement in the order of what counts: the goals, then households, persons, singles. */
function measuresOf(problem: Problem): readonly Measure[] {
  const household: Measure = () => 1;
  const persons: Measure = (h) => problem.persons[h]!;
  const goals: Record<Goal, Measure | null> = {
    weight: (_, pair) => problem.pairWeight[pair]!,
    overdueHouseholds: (h) => problem.overdue?.[h] ?? 0,
    households: household,
    persons,
    nearTermHouseholds: (h) => problem.nearTerm?.[h] ?? 0,
    // Nobody is asked to agree to a local placement: 1000 thousandths each, which orders plans as households do.
    expectedHouseholds: household,
    fit: (_, pair) => problem.pairFit?.[pair] ?? 0,
    fewestMoves: null,
    fewestMunicipalities: null,
    // The floors stay those of the round, whatever an explanation asks.
    asked: null,
    kept: null,
  };
  const ordered = problem.goals.map((goal) => goals[goal]).filter((measure) => measure !== null);
  return [...new Set([...ordered, household, persons, (h: number) => (problem.persons[h] === 1 ? 1 : 0)])];
}

/**
 * The floors of "never worse off", computed anew: the best plan with local placements only falls apart by municipality, and every best one has
 * the same households, persons and singles, as these are part of what makes it best. Null when numbers are too large to be sure.
 */
export function localFloors(problem: Problem): Floors | null {
  const count = problem.municipalityCodes.length;
  const households = new Int32Array(count);
  const persons = new Int32Array(count);
  let singles = 0;
  const measures = measuresOf(problem);
  for (const own of localPairs(problem)) {
    const candidates = candidatesOf(problem, own, measures);
    if (candidates === null) return null;
    for (const edge of bestAssignment(candidates)) {
      const household = own.households[edge]!;
      const municipality = problem.householdMunicipality[household]!;
      households[municipality]! += 1;
      persons[municipality]! += problem.persons[household]!;
      if (problem.persons[household] === 1) singles += 1;
    }
  }
  return { households, persons, singles: problem.singlesFloor ? singles : 0 };
}

interface LocalPairs {
  readonly pairs: number[];
  /** The household of each of those pairs. */
  readonly households: number[];
}

function localPairs(problem: Problem): readonly LocalPairs[] {
  const own = problem.municipalityCodes.map((): LocalPairs => ({ pairs: [], households: [] }));
  problem.householdMunicipality.forEach((municipality, household) => {
    const { pairs, households } = own[municipality]!;
    for (let pair = problem.firstPair[household]!; pair < problem.firstPair[household + 1]!; pair += 1) {
      if (problem.dwellingMunicipality[problem.pairDwelling[pair]!] !== municipality) continue;
      pairs.push(pair);
      households.push(household);
    }
  });
  return own;
}

/** Numbers the values from 0 up in the order in which they come. */
function numbered(values: readonly number[]): { readonly numbers: Int32Array; readonly count: number } {
  const known = new Map<number, number>();
  const numbers = Int32Array.from(values, (value) => {
    const number = known.get(value) ?? known.size;
    known.set(value, number);
    return number;
  });
  return { numbers, count: known.size };
}

function candidatesOf(problem: Problem, own: LocalPairs, measures: readonly Measure[]): Candidates | null {
  const rows = numbered(own.households);
  const columns = numbered(own.pairs.map((pair) => problem.pairDwelling[pair]!));
  // A path to a free column goes over each column at most once: n edges taken, n − 1 given up, for n the lesser side.
  const edgesOfPath = 2 * Math.min(rows.count, columns.count) + 1;
  const tuples = digitsOf(own, measures, edgesOfPath);
  if (tuples === null) return null;
  const digits = tuples.length;
  const worth = new Float64Array(own.pairs.length * digits);
  tuples.forEach((tuple, digit) => tuple.forEach((value, edge) => (worth[edge * digits + digit] = value)));
  return { rows: rows.count, columns: columns.count, rowOf: rows.numbers, columnOf: columns.numbers, digits, worth };
}

/** The measures of each pair, as many in one number as are surely told apart: a path's difference in a lower measure never reaches the base. */
function digitsOf(own: LocalPairs, measures: readonly Measure[], edgesOfPath: number): Float64Array[] | null {
  const digits: Float64Array[] = [];
  let largest = Infinity;
  for (const measure of measures.toReversed()) {
    const values = Float64Array.from(own.pairs, (pair, edge) => measure(own.households[edge]!, pair));
    const size = largestOf(values);
    if (2 * edgesOfPath * size >= EXACT) return null;
    const base = 2 * edgesOfPath * largest + 1;
    if (2 * edgesOfPath * (size * base + largest) < EXACT) {
      const lower = digits[0]!;
      digits[0] = values.map((value, edge) => value * base + lower[edge]!);
      largest = size * base + largest;
    } else {
      digits.unshift(values);
      largest = size;
    }
  }
  return digits;
}

export const largestOf = (values: Float64Array | Int32Array): number => {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
};

const sameNumbers = (claimed: unknown, computed: Int32Array): boolean =>
  claimed instanceof Int32Array &&
  claimed.length === computed.length &&
  claimed.every((value, index) => value === computed[index]);

/** The floors that the problem asks, or null where it asks none; what the solution says of them, and whether its plan reaches them. */
export function checkFloors(problem: Problem, claimed: unknown, plan: Plan, faults: Faults): Floors | null {
  if (!problem.neverWorseOff) {
    if (claimed !== null)
      faults.add('FLOORS_NOT_ASKED', 'Er zijn ondergrenzen waar het beleid er geen vraagt.', 'floors');
    return null;
  }
  if (!isFields(claimed)) {
    faults.add('FLOORS_MISSING', 'De ondergrenzen van "niemand slechter af" ontbreken.', 'floors');
    return null;
  }
  const floors = localFloors(problem);
  if (floors === null) {
    faults.add('NUMBER_TOO_LARGE', 'De gewichten zijn te groot om de ondergrenzen zeker na te rekenen.', 'floors');
    return null;
  }
  const right =
    sameNumbers(claimed.households, floors.households) &&
    sameNumbers(claimed.persons, floors.persons) &&
    claimed.singles === floors.singles;
  if (!right) faults.add('FLOORS_WRONG', 'De ondergrenzen zijn niet die van het beste lokale plan.', 'floors');
  checkReached(problem, floors, plan, faults);
  return floors;
}

function checkReached(problem: Problem, floors: Floors, plan: Plan, faults: Faults): void {
  const households = new Int32Array(floors.households.length);
  const persons = new Int32Array(floors.persons.length);
  let singles = 0;
  for (const { household } of [...plan.local, ...plan.exchanges.flatMap(({ legs }) => legs)]) {
    const municipality = problem.householdMunicipality[household]!;
    households[municipality]! += 1;
    persons[municipality]! += problem.persons[household]!;
    if (problem.persons[household] === 1) singles += 1;
  }
  problem.municipalityCodes.forEach((code, municipality) => {
    if (
      households[municipality]! < floors.households[municipality]! ||
      persons[municipality]! < floors.persons[municipality]!
    )
      faults.add('FLOOR_NOT_REACHED', `${code} is slechter af dan met alleen lokale plaatsingen.`, code);
  });
  if (singles < floors.singles)
    faults.add(
      'FLOOR_NOT_REACHED',
      'Er zijn minder alleenstaanden geplaatst dan met alleen lokale plaatsingen.',
      'singles',
    );
}
