import { charge, earnedBy, hope, type Earning } from './earning.js';
import type { Walks } from './walks.js';

/** Legs that a search may try: a second or so. Beyond that nobody waits, and the certificate counts as not proven. */
const MOST_LEGS = 20_000_000;

/** Looks for an exchange that earns more than its allowance, only where walks say that one may. */
export function searchEarning(earning: Earning, walks: Walks): 'none earns' | 'one earns' | 'too hard' {
  const search = new Search(earning, walks);
  const found = (earning.mostClosed >= 2 && search.closed()) || (earning.mostOpen >= 2 && search.open());
  if (found) return 'one earns';
  return search.exhausted ? 'too hard' : 'none earns';
}

/** A search may stop for having found what it looks for, or for being exhausted. */
class Search {
  private tried = 0;
  private readonly visited: Uint8Array;
  /** The exchange as it is so far: where it went, by which legs. */
  private readonly at: number[] = [];
  private readonly legs: number[] = [];
  private readonly toEnds: readonly Float64Array[];

  constructor(
    private readonly earning: Earning,
    private readonly walks: Walks,
  ) {
    this.visited = new Uint8Array(earning.municipalities);
    this.toEnds = walks.upTo.map((walk) => bestEnds(earning, walk));
  }

  get exhausted(): boolean {
    return this.tried > MOST_LEGS;
  }

  /** Each cycle from its smallest municipality. */
  closed(): boolean {
    for (let root = 0; root < this.earning.municipalities && !this.exhausted; root += 1) {
      this.enter(root);
      if (this.extendClosed(root, -1, -1, 0)) return true;
      this.leave(root);
    }
    return false;
  }

  open(): boolean {
    const { municipalities, path, householdsOut } = this.earning;
    for (let start = 0; start < municipalities && !this.exhausted; start += 1) {
      this.enter(start);
      if (this.extendOpen(start, 0, path - householdsOut[start]!)) return true;
      this.leave(start);
    }
    return false;
  }

  private enter(municipality: number): void {
    this.visited[municipality] = 1;
    this.at.push(municipality);
  }

  private leave(municipality: number): void {
    this.at.pop();
    this.visited[municipality] = 0;
  }

  /** `first` and `into` are the persons of the first and the last leg, −1 before there is one; `earned` counts what expectation may add. */
  private extendClosed(here: number, first: number, into: number, earned: number): boolean {
    const { earning, walks, visited } = this;
    const { municipalities } = earning;
    const root = this.at[0]!;
    const begun = into >= 0;
    const rest = walks.upTo[earning.mostClosed - this.legs.length - 2];
    const known = begun ? earned + walks.lambda[here]! * into - walks.lambda[root]! * first : 0;
    for (let to = root; to < municipalities; to += 1) {
      const closes = to === root && begun;
      if (!closes && (rest === undefined || visited[to] === 1)) continue;
      const ahead = closes ? 0 : rest![to * municipalities + root]!;
      if (known + walks.upTo[0]![here * municipalities + to]! + ahead <= 0) continue;
      if (this.tryClosed(here, to, { first, into, earned, ahead })) return true;
    }
    return false;
  }

  /** A leg of each size, where walks alone do not say that none can earn. */
  private tryClosed(here: number, to: number, { first, into, earned, ahead }: Begun): boolean {
    const { earning, walks } = this;
    const { sizes } = earning;
    const root = this.at[0]!;
    for (let size = 0; size < sizes.length; size += 1) {
      const leg = (here * earning.municipalities + to) * sizes.length + size;
      const price = earning.leg[leg]!;
      if (price === -Infinity) continue;
      if ((this.tried += 1) > MOST_LEGS) return false;
      const persons = sizes[size]!;
      const sum = earned + price + hope(earning, here, to) - (into < 0 ? 0 : charge(earning, here, persons, into));
      if (to === root) {
        if (sum - charge(earning, root, first, persons) > 0 && this.earnsTooMuch(true, leg)) return true;
        continue;
      }
      const start = into < 0 ? persons : first;
      if (sum + ahead + walks.lambda[to]! * persons - walks.lambda[root]! * start <= 0) continue;
      this.legs.push(leg);
      this.enter(to);
      if (this.extendClosed(to, start, persons, sum)) return true;
      this.leave(to);
      this.legs.pop();
    }
    return false;
  }

  private extendOpen(here: number, into: number, earned: number): boolean {
    const { earning, walks, visited } = this;
    const rest = this.toEnds[earning.mostOpen - this.legs.length - 3];
    const known = earned + walks.lambda[here]! * into;
    for (let to = 0; to < earning.municipalities; to += 1) {
      if (visited[to] === 1) continue;
      const ahead = rest?.[to] ?? -Infinity;
      const single = walks.upTo[0]![here * earning.municipalities + to]!;
      if (known + single + Math.max(ahead, -earning.householdsIn[to]!) <= 0) continue;
      if (this.tryOpen(here, to, { first: 0, into, earned, ahead })) return true;
    }
    return false;
  }

  private tryOpen(here: number, to: number, { into, earned, ahead }: Begun): boolean {
    const { earning, walks } = this;
    const { sizes } = earning;
    for (let size = 0; size < sizes.length; size += 1) {
      const leg = (here * earning.municipalities + to) * sizes.length + size;
      const price = earning.leg[leg]!;
      if (price === -Infinity) continue;
      if ((this.tried += 1) > MOST_LEGS) return false;
      const persons = sizes[size]!;
      const sum = earned + price + hope(earning, here, to) - charge(earning, here, persons, into);
      const total = sum - earning.householdsIn[to]! - charge(earning, to, 0, persons);
      if (total > 0 && this.earnsTooMuch(false, leg)) return true;
      if (sum + ahead + walks.lambda[to]! * persons <= 0) continue;
      this.legs.push(leg);
      this.enter(to);
      if (this.extendOpen(to, persons, sum)) return true;
      this.leave(to);
      this.legs.pop();
    }
    return false;
  }

  private earnsTooMuch(closed: boolean, leg: number): boolean {
    const legs = [...this.legs, leg];
    const total = earnedBy(this.earning, { closed, legs });
    return total > 0 && total > this.earning.allowance(closed, legs);
  }
}

/** What an exchange earned before the leg that is tried, and may earn at most after it. */
interface Begun {
  readonly first: number;
  readonly into: number;
  readonly earned: number;
  readonly ahead: number;
}

/** M: the best that a path can still earn from a municipality, its end included. */
function bestEnds({ municipalities, householdsIn }: Earning, walk: Float64Array): Float64Array {
  const ends = new Float64Array(municipalities).fill(-Infinity);
  walk.forEach((earned, border) => {
    const from = Math.floor(border / municipalities);
    ends[from] = Math.max(ends[from]!, earned - householdsIn[border % municipalities]!);
  });
  return ends;
}
