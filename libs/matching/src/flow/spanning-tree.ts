/** Where an arc of the tree stands: it joins `node` to `parent`. */
export interface TreeArc {
  readonly arc: number;
  /** 1 where the arc leads from the node to its parent, 0 where it leads from the parent to the node. */
  readonly up: 0 | 1;
  readonly capacity: number;
  readonly flow: number;
}

/**
 * The basis of a network simplex: a rooted spanning tree whose every arc carries a flow. Children hang in linked lists, so that a subtree is
 * walked without a stack, and hung elsewhere in as many steps as the path that turns over is long.
 */
export class SpanningTree {
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  /** Of the arc to the parent. */
  readonly arc: Int32Array;
  readonly up: Uint8Array;
  readonly capacity: Float64Array;
  readonly flow: Float64Array;
  readonly #firstChild: Int32Array;
  readonly #nextSibling: Int32Array;
  readonly #previousSibling: Int32Array;

  constructor(readonly nodes: number) {
    const none = (): Int32Array => new Int32Array(nodes).fill(-1);
    this.parent = none();
    this.depth = new Int32Array(nodes);
    this.arc = none();
    this.up = new Uint8Array(nodes);
    this.capacity = new Float64Array(nodes);
    this.flow = new Float64Array(nodes);
    this.#firstChild = none();
    this.#nextSibling = none();
    this.#previousSibling = none();
  }

  /** Hangs a node that hangs nowhere under a parent. Depths below it are for `walk` to set. */
  hang(node: number, parent: number, arc: number, up: number, capacity: number, flow: number): void {
    this.parent[node] = parent;
    this.depth[node] = this.depth[parent]! + 1;
    this.arc[node] = arc;
    this.up[node] = up;
    this.capacity[node] = capacity;
    this.flow[node] = flow;
    const sibling = this.#firstChild[parent]!;
    this.#nextSibling[node] = sibling;
    this.#previousSibling[node] = -1;
    if (sibling >= 0) this.#previousSibling[sibling] = node;
    this.#firstChild[parent] = node;
  }

  #unhang(node: number): void {
    const before = this.#previousSibling[node]!;
    const after = this.#nextSibling[node]!;
    if (before >= 0) this.#nextSibling[before] = after;
    else this.#firstChild[this.parent[node]!] = after;
    if (after >= 0) this.#previousSibling[after] = before;
  }

  /**
   * Takes the arc between `leaving` and its parent out of the tree, and hangs what came loose under `parent` by its node `top`: the path from
   * `top` up to `leaving` turns over. The arc that now joins `top` to `parent` is given; the one that left is no longer known here.
   */
  rehang(leaving: number, top: number, parent: number, joined: TreeArc): void {
    let node = top;
    let under = parent;
    let { arc, capacity, flow } = joined;
    let up: number = joined.up;
    for (;;) {
      const above = this.parent[node]!;
      const oldArc = this.arc[node]!;
      const oldUp = this.up[node]!;
      const oldCapacity = this.capacity[node]!;
      const oldFlow = this.flow[node]!;
      this.#unhang(node);
      this.hang(node, under, arc, up, capacity, flow);
      if (node === leaving) return;
      under = node;
      arc = oldArc;
      up = 1 - oldUp;
      capacity = oldCapacity;
      flow = oldFlow;
      node = above;
    }
  }

  /** Adds to the potential of every node of a subtree, and sets the depths below its top. */
  shift(top: number, potential: Float64Array, by: number): void {
    const firstChild = this.#firstChild;
    const nextSibling = this.#nextSibling;
    const { depth, parent } = this;
    let node = top;
    for (;;) {
      potential[node]! += by;
      depth[node] = depth[parent[node]!]! + 1;
      if (firstChild[node]! >= 0) {
        node = firstChild[node]!;
        continue;
      }
      while (node !== top && nextSibling[node]! < 0) node = parent[node]!;
      if (node === top) return;
      node = nextSibling[node]!;
    }
  }

  /** Every node below one, parents before children. */
  *below(top: number): Generator<number> {
    let node = top;
    for (;;) {
      if (this.#firstChild[node]! >= 0) node = this.#firstChild[node]!;
      else {
        while (node !== top && this.#nextSibling[node]! < 0) node = this.parent[node]!;
        if (node === top) return;
        node = this.#nextSibling[node]!;
      }
      yield node;
    }
  }
}
