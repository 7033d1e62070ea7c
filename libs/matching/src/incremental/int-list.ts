/** Distinct whole numbers without an order, in an array that grows. */
export class IntList {
  items = new Int32Array(4);
  length = 0;

  add(item: number): void {
    if (this.length === this.items.length) {
      const grown = new Int32Array(2 * this.length);
      grown.set(this.items);
      this.items = grown;
    }
    this.items[this.length++] = item;
  }

  /** The last one takes its place. */
  remove(item: number): void {
    const at = this.items.subarray(0, this.length).indexOf(item);
    if (at >= 0) this.items[at] = this.items[--this.length]!;
  }

  values(): Int32Array {
    return this.items.subarray(0, this.length);
  }
}
