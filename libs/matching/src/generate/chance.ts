import { mulberry32 } from '#libs/kernel';

/** Draws that can be had again from a seed. */
export class Chance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = mulberry32(seed);
  }

  /** True in so many of a hundred draws. */
  percent(share: number): boolean {
    return this.#next() * 100 < share;
  }

  /** A whole number from `least` up to and with `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  one<T>(of: readonly T[]): T {
    const drawn = of[this.whole(0, of.length - 1)];
    if (drawn === undefined) throw new RangeError('nothing to draw from');
    return drawn;
  }

  /** One of a list by shares, which need not add up to anything. */
  byShare<T>(shares: readonly (readonly [T, number])[]): T {
    let left = this.#next() * shares.reduce((sum, [, share]) => sum + share, 0);
    const drawn = shares.find(([, share]) => (left -= share) < 0) ?? shares.at(-1);
    if (drawn === undefined) throw new RangeError('nothing to draw from');
    return drawn[0];
  }

  /**
   * A list of `total` in which each thing stands as often as its share says, in an order of chance: a small instance is then as like
   * the shares as a large one.
   */
  inShares<T>(shares: readonly (readonly [T, number])[], total: number): T[] {
    const sum = shares.reduce((all, [, share]) => all + share, 0);
    const exact = shares.map(([thing, share]) => ({ thing, due: (share / sum) * total }));
    const list = exact.flatMap(({ thing, due }) => new Array<T>(Math.floor(due)).fill(thing));
    const rests = exact.toSorted((one, other) => (other.due % 1) - (one.due % 1));
    for (const { thing } of rests.slice(0, total - list.length)) list.push(thing);
    return this.shuffled(list);
  }

  /** So many yeses of a hundred, in an order of chance. */
  yes(percent: number, total: number): boolean[] {
    return this.inShares(
      [
        [true, percent],
        [false, 100 - percent],
      ],
      total,
    );
  }

  shuffled<T>(list: T[]): T[] {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.whole(0, i);
      [list[i], list[j]] = [list[j]!, list[i]!];
    }
    return list;
  }
}
