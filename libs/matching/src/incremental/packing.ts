/** Worths for all goals in one: compared by `hi`, then `mid`, then `lo`. Whole numbers that a double tells exactly, also as sums along a path. */
export interface Packed {
  readonly hi: number;
  readonly mid: number;
  readonly lo: number;
}

/** How large worths are, per goal: what bounds every sum along a path through a network. */
export interface Extent {
  /** Dwellings that a path could pass. */
  readonly dwellings: number;
  /** Between two pairs of one household, at most. */
  readonly spread: number[];
  /** Of a pair, at most, above or below zero. */
  readonly most: number[];
}

/** Bits of a limb. A double has 53, and one is kept free for what is compared. */
const BITS = 52;
const LIMBS = 3;
/** A path passes the hub once, so at most two arcs beyond a band. */
const BEYOND_BANDS: Digit = { bound: 2 };

interface Digit {
  /** No path is worth more than this, above or below zero. */
  readonly bound: number;
}

interface Place {
  readonly limb: number;
  readonly unit: number;
}

/**
 * Bits in which a digit keeps its sign, and all digits below it together weigh less than one of it, in everything that is compared: a length is a path
 * and a difference of prices, each within the bound, and two lengths differ by no more than four bounds.
 */
const bitsOf = ({ bound }: Digit): number => Math.floor(Math.log2(8 * bound + 2)) + 1;

/**
 * How the worths for all goals, in their order, are packed so that one comparison is that of goal after goal. Before the first goal stands a
 * digit that counts units beyond a band: what no goal can outweigh.
 */
export class Packing {
  readonly #places: readonly Place[];

  private constructor(
    readonly extent: Extent,
    places: readonly Place[],
  ) {
    this.#places = places;
  }

  /** Null where the worths are too large to be packed exactly. */
  static of(extent: Extent, municipalities: number, path: readonly number[]): Packing | null {
    // Between municipalities a path begins with one pair whole, ends with another, and else only swaps one of a household for another of it.
    const digits = extent.most.map((most, goal) => ({
      bound: extent.dwellings * extent.spread[goal]! + 2 * (municipalities + 2) * most + 2 * Math.abs(path[goal]!),
    }));
    const places = placesOf([BEYOND_BANDS, ...digits]);
    return places === null ? null : new Packing(extent, places);
  }

  get beyondBands(): Packed {
    return this.packDigits([1]);
  }

  pack(worths: ArrayLike<number>): Packed {
    return this.#packFrom(worths, 1);
  }

  /** As `digits` tells them. */
  packDigits(digits: ArrayLike<number>): Packed {
    return this.#packFrom(digits, 0);
  }

  #packFrom(digits: ArrayLike<number>, first: number): Packed {
    let hi = 0;
    let mid = 0;
    let lo = 0;
    for (let i = 0; i < digits.length; i++) {
      const { limb, unit } = this.#places[first + i]!;
      const own = digits[i]! * unit;
      if (limb === 0) hi += own;
      else if (limb === 1) mid += own;
      else lo += own;
    }
    return { hi, mid, lo };
  }

  /** What was packed, per goal; also of sums and differences. */
  unpack(hi: number, mid: number, lo: number): number[] {
    return this.digits(hi, mid, lo).slice(1);
  }

  /** As `unpack`, with the digit beyond bands before it. */
  digits(hi: number, mid: number, lo: number): number[] {
    const left = [hi, mid, lo];
    return this.#places.map(({ limb, unit }) => {
      const digit = Math.round(left[limb]! / unit);
      left[limb]! -= digit * unit;
      return digit + 0;
    });
  }

  /** Whether another extent is within the one that this was made for. */
  covers({ dwellings, spread, most }: Extent): boolean {
    return (
      dwellings <= this.extent.dwellings &&
      spread.every((own, goal) => own <= this.extent.spread[goal]!) &&
      most.every((own, goal) => own <= this.extent.most[goal]!)
    );
  }
}

/** Goal after goal into a limb as long as they fit; null where three limbs are too few. */
function placesOf(digits: readonly Digit[]): readonly Place[] | null {
  const limbs: number[][] = [[]];
  let left = BITS;
  for (const digit of digits) {
    const bits = bitsOf(digit);
    if (bits > BITS || !Number.isSafeInteger(digit.bound)) return null;
    if (bits > left) {
      limbs.push([]);
      left = BITS;
    }
    limbs.at(-1)!.push(bits);
    left -= bits;
  }
  if (limbs.length > LIMBS) return null;
  return limbs.flatMap((widths, limb) =>
    widths.map((_, i) => ({ limb, unit: 2 ** widths.slice(i + 1).reduce((sum, bits) => sum + bits, 0) })),
  );
}

/** The larger of two extents, goal by goal. */
export function larger(a: Extent, b: Partial<Extent>): Extent {
  return {
    dwellings: Math.max(a.dwellings, b.dwellings ?? 0),
    spread: a.spread.map((own, goal) => Math.max(own, b.spread?.[goal] ?? 0)),
    most: a.most.map((own, goal) => Math.max(own, b.most?.[goal] ?? 0)),
  };
}

/** A packing with room for twice as much if that fits, else for just so much; null where that does not fit either. */
export function roomyPacking(
  { dwellings, spread, most }: Extent,
  municipalities: number,
  path: readonly number[],
): Packing | null {
  const twice = (list: readonly number[]): number[] => list.map((own) => 2 * own);
  const roomy: Extent = { dwellings: 2 * dwellings + 16, spread: twice(spread), most: twice(most) };
  return Packing.of(roomy, municipalities, path) ?? Packing.of({ dwellings, spread, most }, municipalities, path);
}
