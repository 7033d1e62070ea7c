import { Limbs } from './limbs.js';
import type { Packed, Packing } from './packing.js';

/** The pairs of one household or dwelling by the number of the other, those vetoed behind the open ones. Their order means nothing. */
export class PairList {
  other: Int32Array;
  readonly worth: Limbs;
  /** Pairs before this may be used. */
  open = 0;
  length = 0;

  constructor(capacity: number) {
    this.other = new Int32Array(Math.max(4, capacity));
    this.worth = new Limbs(this.other.length);
  }

  /** −1 where there is no such pair. */
  find(other: number): number {
    const at = this.other.indexOf(other);
    return at < this.length ? at : -1;
  }

  isVetoed(other: number): boolean {
    return this.find(other) >= this.open;
  }

  others(): Int32Array {
    return this.other.slice(0, this.length);
  }

  add(other: number, worth: Packed, vetoed: boolean): void {
    if (this.length === this.other.length) {
      const grown = new Int32Array(2 * this.length);
      grown.set(this.other);
      this.other = grown;
      this.worth.grow(grown.length);
    }
    const at = this.length++;
    this.other[at] = other;
    this.worth.set(at, worth);
    if (!vetoed) this.#swap(at, this.open++);
  }

  /** Of an open pair. */
  veto(other: number): void {
    this.#swap(this.find(other), --this.open);
  }

  /** Of a vetoed pair. */
  allow(other: number): void {
    this.#swap(this.find(other), this.open++);
  }

  remove(other: number): void {
    const at = this.find(other);
    const last = --this.length;
    if (at >= this.open) this.#swap(at, last);
    else {
      this.#swap(at, --this.open);
      this.#swap(this.open, last);
    }
  }

  repack(from: Packing, to: Packing): void {
    const { hi, mid, lo } = this.worth;
    for (let i = 0; i < this.length; i++) this.worth.set(i, to.pack(from.unpack(hi[i]!, mid[i]!, lo[i]!)));
  }

  #swap(a: number, b: number): void {
    if (a === b) return;
    const other = this.other[a]!;
    const worth = this.worth.at(a);
    this.other[a] = this.other[b]!;
    this.worth.copy(b, a);
    this.other[b] = other;
    this.worth.set(b, worth);
  }
}
