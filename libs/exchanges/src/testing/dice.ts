import { mulberry32 } from '#libs/kernel';

/** Chance that can be thrown again: the same seed gives the same throws. */
export class Dice {
  /** From 0 up to 1. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = mulberry32(seed);
  }

  /** From `least` up to and with `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  isWithin(share: number): boolean {
    return this.next() < share;
  }

  /** @throws Error of nothing to choose from */
  of<T>(choices: readonly T[]): T {
    const chosen = choices[Math.floor(this.next() * choices.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }

  /** One of several by weight. */
  weighed<T>(choices: readonly (readonly [number, T])[]): T {
    let left = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    return this.of(choices)[1];
  }

  shuffled<T>(all: readonly T[]): readonly T[] {
    return [...all]
      .map((one) => [this.next(), one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one);
  }
}
