import type { Limbs } from './limbs.js';

/** Nodes of which a length is known, the nearest on top. */
export class NodeHeap {
  #nodes = new Int32Array(16);
  #place = new Int32Array(16).fill(-1);
  #count = 0;

  constructor(private readonly length: Limbs) {}

  get size(): number {
    return this.#count;
  }

  get top(): number {
    return this.#nodes[0]!;
  }

  clear(nodes: number): void {
    if (this.#nodes.length < nodes) {
      this.#nodes = new Int32Array(2 * nodes);
      this.#place = new Int32Array(2 * nodes).fill(-1);
    } else for (let i = 0; i < this.#count; i++) this.#place[this.#nodes[i]!] = -1;
    this.#count = 0;
  }

  /** Adds a node, or lifts it after its length became shorter. */
  lift(node: number): void {
    let at = this.#place[node]!;
    if (at < 0) at = this.#count++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#nodes[above]!;
      if (!this.#nearer(node, parent)) break;
      this.#put(parent, at);
      at = above;
    }
    this.#put(node, at);
  }

  pop(): number {
    const top = this.#nodes[0]!;
    this.#place[top] = -1;
    const node = this.#nodes[--this.#count]!;
    if (this.#count === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#count) break;
      if (child + 1 < this.#count && this.#nearer(this.#nodes[child + 1]!, this.#nodes[child]!)) child++;
      if (!this.#nearer(this.#nodes[child]!, node)) break;
      this.#put(this.#nodes[child]!, at);
      at = child;
    }
    this.#put(node, at);
    return top;
  }

  #put(node: number, at: number): void {
    this.#nodes[at] = node;
    this.#place[node] = at;
  }

  #nearer(a: number, b: number): boolean {
    const { hi, mid, lo } = this.length;
    if (hi[a] !== hi[b]) return hi[a]! < hi[b]!;
    if (mid[a] !== mid[b]) return mid[a]! < mid[b]!;
    return lo[a]! < lo[b]!;
  }
}
