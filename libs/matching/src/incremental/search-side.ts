import { FAR, Limbs } from './limbs.js';
import { NodeHeap } from './node-heap.js';

/** One half of a search from both ends: how far nodes are from its end, and by which arc. */
export class SearchSide {
  readonly length = new Limbs(0);
  /** The node at the other end of the arc, on the way back to where this side began; −1: a household without a seat. */
  beside = new Int32Array(0);
  /** The household that moves over the arc; −1: none. */
  via = new Int32Array(0);
  /** Nodes whose length is final, in the order in which they were. */
  settled = new Int32Array(0);
  settledCount = 0;
  /** Pairs looked at. */
  work = 0;
  readonly heap = new NodeHeap(this.length);

  reset(nodes: number): void {
    this.length.grow(nodes);
    if (this.beside.length < nodes) {
      this.beside = new Int32Array(2 * nodes);
      this.via = new Int32Array(2 * nodes);
      this.settled = new Int32Array(2 * nodes);
    }
    this.heap.clear(nodes);
    this.length.hi.fill(FAR, 0, nodes);
    this.settledCount = 0;
    this.work = 0;
  }

  begin(node: number): void {
    this.length.set(node, { hi: 0, mid: 0, lo: 0 });
    this.heap.lift(node);
  }

  /** The nearest node that is not settled; −1: none. */
  next(): number {
    return this.heap.size === 0 ? -1 : this.heap.top;
  }

  settle(): number {
    const node = this.heap.pop();
    this.settled[this.settledCount++] = node;
    return node;
  }

  /** Whether that is nearer than what was known. */
  offer(v: number, x: number, y: number, z: number, beside: number, via: number): boolean {
    const { hi, mid, lo } = this.length;
    if (x > hi[v]!) return false;
    if (x === hi[v] && (y > mid[v]! || (y === mid[v] && z >= lo[v]!))) return false;
    hi[v] = x;
    mid[v] = y;
    lo[v] = z;
    this.beside[v] = beside;
    this.via[v] = via;
    this.heap.lift(v);
    return true;
  }
}
