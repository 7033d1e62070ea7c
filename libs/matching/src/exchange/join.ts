import type { Exchange, Leg, Plan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';

/** Legs over borders, by the municipality that they leave from. */
class LegsByOrigin {
  readonly #legs: Leg[][];

  constructor(
    private readonly problem: Problem,
    legs: readonly Leg[],
  ) {
    this.#legs = Array.from({ length: problem.municipalityCodes.length }, () => []);
    for (const leg of legs) this.#legs[this.from(leg)]!.push(leg);
  }

  from(leg: Leg): number {
    return this.problem.householdMunicipality[leg.household]!;
  }

  to(leg: Leg): number {
    return this.problem.dwellingMunicipality[leg.dwelling]!;
  }

  leaving(m: number): readonly Leg[] {
    return this.#legs[m]!;
  }

  find(from: number, to: number): Leg | undefined {
    return this.#legs[from]!.find((leg) => this.to(leg) === to);
  }

  take(leg: Leg): void {
    const legs = this.#legs[this.from(leg)]!;
    legs.splice(legs.indexOf(leg), 1);
  }
}

/** Swaps first, then rings of three: what asks the fewest to agree. */
function shortRings(legs: LegsByOrigin, municipalities: number): Exchange[] {
  const exchanges: Exchange[] = [];
  const close = (...ring: Leg[]): void => {
    ring.forEach((leg) => legs.take(leg));
    exchanges.push({ closed: true, legs: ring });
  };
  for (let m = 0; m < municipalities; m++) {
    for (const leg of [...legs.leaving(m)]) {
      const back = legs.find(legs.to(leg), m);
      if (back !== undefined && legs.leaving(m).includes(leg)) close(leg, back);
    }
  }
  for (let m = 0; m < municipalities; m++) {
    for (const leg of [...legs.leaving(m)]) {
      for (const second of legs.leaving(legs.to(leg))) {
        const third = legs.find(legs.to(second), m);
        if (third === undefined) continue;
        close(leg, second, third);
        break;
      }
    }
  }
  return exchanges;
}

/** Follows legs from a municipality until none leads on; every municipality met twice closes a ring, and what is left is an open path. */
function walk(legs: LegsByOrigin, start: number): { rings: Exchange[]; path: Leg[] } {
  const rings: Exchange[] = [];
  let path: Leg[] = [];
  for (let at = start; ;) {
    const leg = legs.leaving(at)[0];
    if (leg === undefined) return { rings, path };
    legs.take(leg);
    path.push(leg);
    at = legs.to(leg);
    const met = path.findIndex((earlier) => legs.from(earlier) === at);
    if (met < 0) continue;
    rings.push({ closed: true, legs: path.slice(met) });
    path = path.slice(0, met);
  }
}

/**
 * Joins placements to exchanges of any length: rings of as few municipalities as come easily, and open paths only from a municipality that
 * sends more than it takes in to one that takes in more. Each municipality is at most once in an exchange.
 */
export function joinFreely(problem: Problem, placements: readonly Leg[]): Plan {
  const isLocal = ({ household, dwelling }: Leg): boolean =>
    problem.householdMunicipality[household] === problem.dwellingMunicipality[dwelling];
  const crossing = placements.filter((leg) => !isLocal(leg));
  const municipalities = problem.municipalityCodes.length;
  const surplus = new Int32Array(municipalities);
  const legs = new LegsByOrigin(problem, crossing);
  for (const leg of crossing) {
    surplus[legs.from(leg)]!++;
    surplus[legs.to(leg)]!--;
  }
  const exchanges = shortRings(legs, municipalities);
  for (let m = 0; m < municipalities; m++) {
    for (let paths = surplus[m]!; paths > 0; paths--) {
      const { rings, path } = walk(legs, m);
      exchanges.push(...rings, { closed: false, legs: path });
    }
  }
  for (let m = 0; m < municipalities; m++) {
    while (legs.leaving(m).length > 0) exchanges.push(...walk(legs, m).rings);
  }
  return { local: placements.filter(isLocal), exchanges };
}
