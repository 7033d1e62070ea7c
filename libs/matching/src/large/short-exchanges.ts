import type { LegKinds } from '../exchange/leg-kinds.js';
import type { Problem } from '../model/problem.js';

/** An exchange of at most three legs, as kinds of legs in travel order; closed ones from their lowest municipality. */
export interface ShortExchange {
  readonly closed: boolean;
  readonly legs: readonly number[];
}

/** The kinds of leg that an exchange may use, by where they leave from, and where each leads to. */
export class Routes {
  readonly #leaving: number[][];

  constructor(
    private readonly problem: Problem,
    private readonly kinds: LegKinds,
    legs: Iterable<number>,
  ) {
    this.#leaving = Array.from({ length: kinds.municipalities }, () => []);
    for (const leg of legs) this.#leaving[kinds.from(leg)]!.push(leg);
  }

  /**
   * Visits swaps, rings of three, and open paths of two or three municipalities, as far as the caps allow them. `c` and `b` are −1 where there are
   * fewer legs. Longer ones are not visited: three municipalities are the policy's cap, and beyond it next to nothing is to be gained.
   */
  each(visit: (closed: boolean, a: number, b: number, c: number) => void): void {
    const { maxMunicipalities, maxChain } = this.problem;
    const { kinds } = this;
    for (const [m, legs] of this.#leaving.entries()) {
      for (const a of legs) {
        const second = kinds.to(a);
        if (maxChain >= 2) visit(false, a, -1, -1);
        for (const b of this.#leaving[second]!) {
          const third = kinds.to(b);
          if (third === m) {
            if (m < second && maxMunicipalities >= 2) visit(true, a, b, -1);
            continue;
          }
          if (maxChain >= 3) visit(false, a, b, -1);
          if (maxMunicipalities < 3 || m > second || m > third) continue;
          for (const c of this.#leaving[third]!) if (kinds.to(c) === m) visit(true, a, b, c);
        }
      }
    }
  }

  /** Of those, the ones of which at most one leg is not in a set. */
  eachWithAtMostOneOutside(
    inside: ReadonlySet<number>,
    visit: (closed: boolean, a: number, b: number, c: number) => void,
  ): void {
    const { kinds } = this;
    const { maxMunicipalities, maxChain } = this.problem;
    const byOrigin = Array.from({ length: kinds.municipalities }, (): number[] => []);
    for (const leg of inside) byOrigin[kinds.from(leg)]!.push(leg);
    const closing = (from: number, to: number): readonly number[] =>
      this.#leaving[from]!.filter((leg) => kinds.to(leg) === to);
    for (const a of inside) {
      const first = kinds.from(a);
      const second = kinds.to(a);
      if (maxChain >= 2) visit(false, a, -1, -1);
      if (maxMunicipalities >= 2) for (const b of closing(second, first)) visit(true, a, b, -1);
      if (maxChain >= 3) {
        for (const b of this.#leaving[second]!) if (kinds.to(b) !== first) visit(false, a, b, -1);
      }
      if (maxMunicipalities < 3) continue;
      for (const b of byOrigin[second]!) {
        const third = kinds.to(b);
        if (third !== first) for (const c of closing(third, first)) visit(true, a, b, c);
      }
    }
  }
}

/** The municipalities that are asked, in travel order. */
export function askedBy(kinds: LegKinds, { closed, legs }: ShortExchange): readonly number[] {
  const asked = legs.map((leg) => kinds.from(leg));
  return closed ? asked : [...asked, kinds.to(legs.at(-1)!)];
}
