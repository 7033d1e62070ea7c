import type { Exchange, Floors, Leg } from '../model/plan.js';
import type { Band, Problem } from '../model/problem.js';

/** What bands still allow per municipality: `out` and `in` ≥ 0, infinite where there is no limit. */
export interface Room {
  readonly out: Float64Array;
  readonly in: Float64Array;
}

const roomOf = ({ low, high }: Band): Room => ({ out: Float64Array.from(high), in: low.map((limit) => -limit) });

function use(room: Room, m: number, amount: number): void {
  if (amount > 0) room.out[m]! -= amount;
  else room.in[m]! += amount;
}

/** Exchanges that are settled while the rest of a plan is sought, and what they leave. */
export class Agreed {
  readonly exchanges: Exchange[] = [];
  /** H and D: 1 where an exchange uses it. */
  readonly household: Uint8Array;
  readonly dwelling: Uint8Array;
  readonly households: Room;
  readonly persons: Room;
  /** What local placements and later exchanges still have to reach; null without floors. */
  readonly floors: { readonly households: Float64Array; readonly persons: Float64Array; singles: number } | null;

  constructor(
    private readonly problem: Problem,
    floors: Floors | null,
  ) {
    this.household = new Uint8Array(problem.persons.length);
    this.dwelling = new Uint8Array(problem.dwellingIds.length);
    this.households = roomOf(problem.householdBand);
    this.persons = roomOf(problem.personsBand);
    this.floors =
      floors === null
        ? null
        : {
            households: Float64Array.from(floors.households),
            persons: Float64Array.from(floors.persons),
            singles: floors.singles,
          };
  }

  add(exchange: Exchange): void {
    const { householdMunicipality, dwellingMunicipality, persons } = this.problem;
    const { closed, legs } = exchange;
    this.exchanges.push(exchange);
    legs.forEach(({ household }, at) => {
      const before = at > 0 ? legs[at - 1]! : closed ? legs.at(-1)! : null;
      const m = householdMunicipality[household]!;
      use(this.persons, m, persons[household]! - (before === null ? 0 : persons[before.household]!));
      if (before === null) use(this.households, m, 1);
    });
    legs.forEach((leg) => this.#settle(leg));
    if (closed) return;
    const last = legs.at(-1)!;
    const end = dwellingMunicipality[last.dwelling]!;
    use(this.households, end, -1);
    use(this.persons, end, -persons[last.household]!);
  }

  #settle({ household, dwelling }: Leg): void {
    this.household[household] = 1;
    this.dwelling[dwelling] = 1;
    if (this.floors === null) return;
    const m = this.problem.householdMunicipality[household]!;
    this.floors.households[m]!--;
    this.floors.persons[m]! -= this.problem.persons[household]!;
    if (this.problem.persons[household] === 1) this.floors.singles--;
  }
}
