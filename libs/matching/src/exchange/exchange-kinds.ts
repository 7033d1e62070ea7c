import type { Objective, Problem } from '../model/problem.js';
import type { LegKinds } from './leg-kinds.js';

/** Exchanges that are alike: kinds of legs in travel order, closed ones from their lowest municipality. */
export interface ExchangeKind {
  readonly closed: boolean;
  readonly legs: readonly number[];
}

/** What an exchange adds to the measures of the municipalities it passes. */
export interface Contribution {
  readonly municipality: number;
  readonly households: number;
  readonly persons: number;
}

/** Per municipality of the exchange what it adds: households and persons out less those in. */
export function contributionsOf(kinds: LegKinds, { closed, legs }: ExchangeKind): Contribution[] {
  const contributions: Contribution[] = legs.map((leg, at) => {
    const before = at > 0 ? legs[at - 1]! : closed ? legs.at(-1)! : null;
    return {
      municipality: kinds.from(leg),
      households: before === null ? 1 : 0,
      persons: kinds.persons(leg) - (before === null ? 0 : kinds.persons(before)),
    };
  });
  const last = legs.at(-1)!;
  if (!closed) contributions.push({ municipality: kinds.to(last), households: -1, persons: -kinds.persons(last) });
  return contributions;
}

/** What an exchange itself is worth for a goal, besides its legs. */
export function worthOfKind(problem: Problem, objective: Objective, kinds: LegKinds, kind: ExchangeKind): number {
  if (!objective.expected) return kind.closed ? 0 : objective.path;
  const asked = kind.legs.map((leg) => kinds.from(leg));
  if (!kind.closed) asked.push(kinds.to(kind.legs.at(-1)!));
  return expectedOf(problem, kind.legs.length, asked);
}

/** Households that move when each municipality asked agrees as often as it does, in thousandths, half up; exact however many are asked. */
export function expectedOf(problem: Problem, legs: number, asked: readonly number[]): number {
  const agreed = asked.reduce((product, m) => product * BigInt(problem.acceptance[m]!), BigInt(legs * 1000));
  const all = 1000n ** BigInt(asked.length);
  return Number((2n * agreed + all) / (2n * all));
}

/**
 * Every kind of exchange that the caps allow; null where there are more than `most`, or where looking for them takes a hundred times as many steps.
 * Depth first from each municipality.
 */
export function exchangeKinds(problem: Problem, kinds: LegKinds, most: number): readonly ExchangeKind[] | null {
  const search = new KindSearch(problem, kinds, most);
  for (let m = 0; m < kinds.municipalities; m++) search.from(m);
  return search.ended ? null : search.found;
}

class KindSearch {
  readonly found: ExchangeKind[] = [];
  readonly #leaving: number[][];
  readonly #onPath: Uint8Array;
  readonly #legs: number[] = [];
  #start = 0;
  #steps = 0;

  constructor(
    private readonly problem: Problem,
    private readonly kinds: LegKinds,
    private readonly most: number,
  ) {
    this.#leaving = Array.from({ length: kinds.municipalities }, () => []);
    for (const kind of kinds.present()) this.#leaving[kinds.from(kind)]!.push(kind);
    this.#onPath = new Uint8Array(kinds.municipalities);
  }

  /** Long ways that never close are as many as there are subsets: they are counted too. */
  get ended(): boolean {
    return this.found.length > this.most || this.#steps > 100 * this.most;
  }

  from(start: number): void {
    this.#start = start;
    this.#onPath[start] = 1;
    this.#extend(start);
    this.#onPath[start] = 0;
  }

  #extend(at: number): void {
    const passed = this.#legs.length + 1;
    for (const leg of this.#leaving[at]!) {
      if (this.ended) return;
      this.#steps++;
      const to = this.kinds.to(leg);
      this.#legs.push(leg);
      if (to === this.#start) {
        if (this.#legs.length <= this.problem.maxMunicipalities) this.#keep(true);
      } else if (this.#onPath[to] === 0) {
        if (passed + 1 <= this.problem.maxChain) this.#keep(false);
        // A ring is told from its lowest municipality, so above it only paths go below.
        const ring =
          passed + 1 <= this.problem.maxMunicipalities &&
          to > this.#start &&
          !this.#legs.some((l) => this.kinds.to(l) < this.#start);
        if (ring || passed + 2 <= this.problem.maxChain) {
          this.#onPath[to] = 1;
          this.#extend(to);
          this.#onPath[to] = 0;
        }
      }
      this.#legs.pop();
    }
  }

  /** A closed one only as told from its lowest municipality. */
  #keep(closed: boolean): void {
    if (closed && this.#legs.some((leg) => this.kinds.from(leg) < this.#start)) return;
    this.found.push({ closed, legs: [...this.#legs] });
  }
}
