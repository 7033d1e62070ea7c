import type { Packed } from './packing.js';

/** Packed worths by number, limb by limb: most comparisons end at the first. Grows. */
export class Limbs {
  hi: Float64Array;
  mid: Float64Array;
  lo: Float64Array;

  constructor(capacity: number) {
    this.hi = new Float64Array(capacity);
    this.mid = new Float64Array(capacity);
    this.lo = new Float64Array(capacity);
  }

  grow(capacity: number): void {
    if (capacity <= this.hi.length) return;
    const size = Math.max(capacity, 2 * this.hi.length);
    const grown = (from: Float64Array): Float64Array => {
      const to = new Float64Array(size);
      to.set(from);
      return to;
    };
    this.hi = grown(this.hi);
    this.mid = grown(this.mid);
    this.lo = grown(this.lo);
  }

  /** Takes over the first so many of another. */
  take(from: Limbs, count: number): void {
    this.grow(count);
    this.hi.set(from.hi.subarray(0, count));
    this.mid.set(from.mid.subarray(0, count));
    this.lo.set(from.lo.subarray(0, count));
  }

  at(i: number): Packed {
    return { hi: this.hi[i]!, mid: this.mid[i]!, lo: this.lo[i]! };
  }

  set(i: number, { hi, mid, lo }: Packed): void {
    this.hi[i] = hi;
    this.mid[i] = mid;
    this.lo[i] = lo;
  }

  copy(from: number, to: number): void {
    this.hi[to] = this.hi[from]!;
    this.mid[to] = this.mid[from]!;
    this.lo[to] = this.lo[from]!;
  }
}

export const plus = (a: Packed, b: Packed): Packed => ({ hi: a.hi + b.hi, mid: a.mid + b.mid, lo: a.lo + b.lo });
export const minus = (a: Packed, b: Packed): Packed => ({ hi: a.hi - b.hi, mid: a.mid - b.mid, lo: a.lo - b.lo });
export const isLess = (a: Packed, b: Packed): boolean =>
  a.hi !== b.hi ? a.hi < b.hi : a.mid !== b.mid ? a.mid < b.mid : a.lo < b.lo;
/** Further than any path. Not infinite: the difference of two must tell which is longer. */
export const FAR = Number.MAX_VALUE;

export const NOTHING: Packed = { hi: 0, mid: 0, lo: 0 };
