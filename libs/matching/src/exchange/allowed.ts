import type { Exchange, Floors, Plan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';

/** Sums of what exchanges add to one measure of each municipality, positive and negative apart. */
interface Sums {
  readonly out: Float64Array;
  readonly in: Float64Array;
}

function add({ out, in: into }: Sums, m: number, amount: number): void {
  if (amount > 0) out[m]! += amount;
  else into[m]! += amount;
}

/** Whether each exchange keeps the caps, and all of them the bands, whichever of them are carried out. */
export function exchangesAllowed(problem: Problem, exchanges: readonly Exchange[]): boolean {
  const { householdMunicipality, dwellingMunicipality, persons, householdBand, personsBand } = problem;
  const sums = (): Sums => ({
    out: new Float64Array(problem.municipalityCodes.length),
    in: new Float64Array(problem.municipalityCodes.length),
  });
  const households = sums();
  const people = sums();
  for (const { closed, legs } of exchanges) {
    const size = legs.length + (closed ? 0 : 1);
    if (size > (closed ? problem.maxMunicipalities : problem.maxChain)) return false;
    legs.forEach(({ household }, at) => {
      const before = at > 0 ? legs[at - 1]! : closed ? legs.at(-1)! : null;
      const m = householdMunicipality[household]!;
      add(people, m, persons[household]! - (before === null ? 0 : persons[before.household]!));
      if (before === null) add(households, m, 1);
    });
    if (closed) continue;
    const { household, dwelling } = legs.at(-1)!;
    add(households, dwellingMunicipality[dwelling]!, -1);
    add(people, dwellingMunicipality[dwelling]!, -persons[household]!);
  }
  const within = (sum: Sums, { low, high }: { low: Float64Array; high: Float64Array }): boolean =>
    sum.out.every((more, m) => more <= high[m]!) && sum.in.every((less, m) => less >= low[m]!);
  return within(households, householdBand) && within(people, personsBand);
}

/** Whether no municipality has fewer of its own households or persons placed than the floors say, nor all together fewer singles. */
export function reachesFloors(problem: Problem, floors: Floors, plan: Plan): boolean {
  const households = new Int32Array(problem.municipalityCodes.length);
  const persons = new Int32Array(problem.municipalityCodes.length);
  let singles = 0;
  for (const { household } of [...plan.local, ...plan.exchanges.flatMap(({ legs }) => legs)]) {
    const m = problem.householdMunicipality[household]!;
    households[m]!++;
    persons[m]! += problem.persons[household]!;
    if (problem.persons[household] === 1) singles++;
  }
  return (
    singles >= floors.singles &&
    households.every((count, m) => count >= floors.households[m]!) &&
    persons.every((count, m) => count >= floors.persons[m]!)
  );
}
