import type { Frozen, PlacementNetwork, Worth } from './placement-network.js';
import { SpanningTree } from './spanning-tree.js';

/**
 * Pairs that stand ready to enter, one per household. Few: pivots on stale choices; many: each choice compares them all. 60 was
 * fastest on a province of 26 municipalities, 1,500 households and 800 dwellings (40 to 120 differ by less than a tenth).
 */
const CANDIDATES = 60;

/** Where one solve ended, to begin the next from. */
export interface Basis {
  readonly tree: SpanningTree;
  readonly used: Uint8Array;
  readonly out: Float64Array;
  readonly in: Float64Array;
}

/**
 * Network simplex on a placement network (Dantzig; strongly feasible trees after Cunningham, 1976, so that it ends). Pairs have no capacity of their
 * own, for a household has one unit to give: a pair outside the tree carries nothing, and no array has a place per pair.
 */
export class PlacementSimplex {
  readonly #tree: SpanningTree;
  readonly #used: Uint8Array;
  readonly #out: Float64Array;
  readonly #in: Float64Array;
  readonly #households: number;
  readonly #dwellings: number;
  readonly #municipalities: number;
  readonly #order: Int32Array;
  #next = 0;
  /** Of every node: what one more unit there is worth less; 0 at the root. */
  readonly potential: Float64Array;
  pivots = 0;

  constructor(
    private readonly network: PlacementNetwork,
    private readonly worth: Worth,
    private readonly frozen: Frozen | null = null,
    basis: Basis | null = null,
  ) {
    this.#households = network.householdMunicipality.length;
    this.#dwellings = network.dwellingMunicipality.length;
    this.#municipalities = network.mostOut.length;
    this.#order = interleaved(this.#households);
    this.potential = new Float64Array(this.#root + 1);
    this.#tree = basis?.tree ?? this.#nobodyPlaced();
    this.#used = basis?.used ?? new Uint8Array(this.#dwellings);
    this.#out = basis?.out ?? new Float64Array(this.#municipalities);
    this.#in = basis?.in ?? new Float64Array(this.#municipalities);
    if (basis !== null) this.#priceTree();
  }

  get basis(): Basis {
    return { tree: this.#tree, used: this.#used, out: this.#out, in: this.#in };
  }

  get #hub(): number {
    return this.#households + this.#dwellings + this.#municipalities;
  }

  get #root(): number {
    return this.#hub + 1;
  }

  get #pairs(): number {
    return this.network.pairDwelling.length;
  }

  #municipality(m: number): number {
    return this.#households + this.#dwellings + m;
  }

  /** Every arc of it leads to the root or carries a unit away from it: strongly feasible. */
  #nobodyPlaced(): SpanningTree {
    const { householdMunicipality, dwellingMunicipality } = this.network;
    const tree = new SpanningTree(this.#root + 1);
    const special = this.#pairs + this.#households + this.#dwellings;
    for (let m = 0; m <= this.#municipalities; m++) {
      tree.hang(this.#municipality(m), this.#root, special + 2 * this.#municipalities + m, 1, Infinity, 0);
    }
    for (let d = 0; d < this.#dwellings; d++) {
      const at = this.#municipality(dwellingMunicipality[d]!);
      tree.hang(this.#households + d, at, this.#pairs + this.#households + d, 1, 1, 0);
    }
    for (let h = 0; h < this.#households; h++) {
      tree.hang(h, this.#municipality(householdMunicipality[h]!), this.#pairs + h, 1, Infinity, 1);
    }
    return tree;
  }

  #costOf(arc: number): number {
    if (arc < this.#pairs) return -this.worth.pair[arc]!;
    const out = arc - this.#pairs - this.#households - this.#dwellings;
    return out >= 0 && out < this.#municipalities ? -this.worth.path : 0;
  }

  #priceTree(): void {
    const { parent, arc, up } = this.#tree;
    for (const node of this.#tree.below(this.#root)) {
      const cost = this.#costOf(arc[node]!);
      this.potential[node] = this.potential[parent[node]!]! + (up[node] === 1 ? -cost : cost);
    }
  }

  /** Brings the flow to its optimum. */
  solve(): void {
    for (let entered = true; entered;) {
      const { found, all } = this.#enterPairs();
      const others = this.#enterUnplaced() + this.#enterUsed() + this.#enterHub();
      entered = found > 0 || others > 0 || !all;
    }
  }

  /**
   * Gathers the best pair of household after household until there are enough to choose from, and lets the best of them enter until none is
   * left that gains. `all`: every household was asked.
   */
  #enterPairs(): { found: number; all: boolean } {
    const { firstPair, pairDwelling } = this.network;
    const { pair: worth } = this.worth;
    const { potential } = this;
    const households = new Int32Array(CANDIDATES);
    const pairs = new Int32Array(CANDIDATES);
    const first = this.#households;
    let count = 0;
    let asked = 0;
    while (asked < this.#households && count < CANDIDATES) {
      const h = this.#order[this.#next]!;
      this.#next = this.#next + 1 === this.#households ? 0 : this.#next + 1;
      asked++;
      const at = potential[h]!;
      let least = 0;
      let best = -1;
      for (let k = firstPair[h]!, end = firstPair[h + 1]!; k < end; k++) {
        const reduced = at - worth[k]! - potential[first + pairDwelling[k]!]!;
        if (reduced < least) {
          least = reduced;
          best = k;
        }
      }
      if (best >= 0) {
        households[count] = h;
        pairs[count++] = best;
      }
    }
    const found = count;
    while (count > 0) {
      let least = 0;
      let chosen = -1;
      for (let i = 0; i < count;) {
        const h = households[i]!;
        const k = pairs[i]!;
        const reduced = potential[h]! - worth[k]! - potential[first + pairDwelling[k]!]!;
        if (reduced >= 0) {
          households[i] = households[--count]!;
          pairs[i] = pairs[count]!;
          continue;
        }
        if (reduced < least) {
          least = reduced;
          chosen = i;
        }
        i++;
      }
      if (chosen < 0) break;
      const h = households[chosen]!;
      const k = pairs[chosen]!;
      households[chosen] = households[--count]!;
      pairs[chosen] = pairs[count]!;
      this.#pivot(h, first + pairDwelling[k]!, k, Infinity, 1, least);
    }
    return { found, all: asked === this.#households };
  }

  #enterUnplaced(): number {
    const { potential } = this;
    let entered = 0;
    for (let h = 0; h < this.#households; h++) {
      if (this.frozen?.unplaced[h] === 1) continue;
      const at = this.#municipality(this.network.householdMunicipality[h]!);
      const reduced = potential[h]! - potential[at]!;
      if (reduced >= 0) continue;
      this.#pivot(h, at, this.#pairs + h, Infinity, 1, reduced);
      entered++;
    }
    return entered;
  }

  #enterUsed(): number {
    let entered = 0;
    for (let d = 0; d < this.#dwellings; d++) {
      if (this.frozen?.used[d] === 1) continue;
      const at = this.#municipality(this.network.dwellingMunicipality[d]!);
      entered += this.#enterCapped(this.#households + d, at, this.#pairs + this.#households + d, 0, 1, this.#used[d]!);
    }
    return entered;
  }

  #enterHub(): number {
    const { mostOut, mostIn } = this.network;
    const first = this.#pairs + this.#households + this.#dwellings;
    let entered = 0;
    for (let m = 0; m < this.#municipalities; m++) {
      const at = this.#municipality(m);
      if (mostOut[m]! > 0 && this.frozen?.out[m] !== 1) {
        entered += this.#enterCapped(this.#hub, at, first + m, -this.worth.path, mostOut[m]!, this.#out[m]!);
      }
      if (mostIn[m]! > 0 && this.frozen?.in[m] !== 1) {
        entered += this.#enterCapped(at, this.#hub, first + this.#municipalities + m, 0, mostIn[m]!, this.#in[m]!);
      }
    }
    return entered;
  }

  /** An arc outside the tree that is empty may fill, and one that is full may empty. In the tree its reduced cost is 0. */
  #enterCapped(from: number, to: number, arc: number, cost: number, capacity: number, flow: number): number {
    const reduced = cost + this.potential[from]! - this.potential[to]!;
    if (reduced < 0 && flow === 0) {
      this.#pivot(from, to, arc, capacity, 1, reduced);
      return 1;
    }
    if (reduced > 0 && flow > 0) {
      this.#pivot(to, from, arc, capacity, -1, -reduced);
      return 1;
    }
    return 0;
  }

  /**
   * Sends as much as possible from `u` to `v` over the entering arc and back through the tree. `direction` −1: the arc leads from v to u, is full,
   * and gives up flow. Of the arcs that block, the last one in the direction of the flow, from the top of the cycle on, leaves.
   */
  #pivot(u: number, v: number, arc: number, capacity: number, direction: 1 | -1, reduced: number): void {
    const tree = this.#tree;
    const { parent, depth, up, capacity: capacities, flow } = tree;
    let a = u;
    let b = v;
    let amount = capacity;
    let leaving = -1;
    let beforeArc = false;
    while (a !== b) {
      if (depth[a]! >= depth[b]!) {
        const room = up[a] === 1 ? flow[a]! : capacities[a]! - flow[a]!;
        // On this side the first one met is the last in the direction of the flow; any on the other side comes after it.
        if (room < amount) {
          amount = room;
          leaving = a;
          beforeArc = true;
        }
        a = parent[a]!;
      } else {
        const room = up[b] === 1 ? capacities[b]! - flow[b]! : flow[b]!;
        if (room <= amount) {
          amount = room;
          leaving = b;
          beforeArc = false;
        }
        b = parent[b]!;
      }
    }
    if (amount > 0) {
      for (let node = u; node !== a; node = parent[node]!) flow[node]! += up[node] === 1 ? -amount : amount;
      for (let node = v; node !== a; node = parent[node]!) flow[node]! += up[node] === 1 ? amount : -amount;
    }
    this.pivots++;
    const carried = direction === 1 ? amount : capacity - amount;
    if (leaving < 0) {
      this.#leave(arc, carried);
      return;
    }
    this.#leave(tree.arc[leaving]!, flow[leaving]!);
    const top = beforeArc ? u : v;
    const leadsUp = (direction === 1 ? u : v) === top ? 1 : 0;
    tree.rehang(leaving, top, beforeArc ? v : u, { arc, up: leadsUp, capacity, flow: carried });
    tree.shift(top, this.potential, beforeArc ? -reduced : reduced);
  }

  /** Keeps what an arc outside the tree carries; pairs, households not placed and arcs to the root carry nothing there. */
  #leave(arc: number, flow: number): void {
    const d = arc - this.#pairs - this.#households;
    if (d < 0) return;
    const out = d - this.#dwellings;
    const into = out - this.#municipalities;
    if (out < 0) this.#used[d] = flow;
    else if (into < 0) this.#out[out] = flow;
    else if (into < this.#municipalities) this.#in[into] = flow;
  }

  /** The pairs that are used, by household. */
  placed(): number[] {
    const { arc, flow } = this.#tree;
    const pairs: number[] = [];
    for (let node = 0; node < this.#hub; node++) {
      if (arc[node]! < this.#pairs && flow[node] === 1) pairs.push(arc[node]!);
    }
    return pairs.sort((a, b) => a - b);
  }
}

/** All of 0..n − 1, neighbours far apart: households of one municipality, which stand together, ask for the same dwellings. */
function interleaved(n: number): Int32Array {
  const order = new Int32Array(n);
  let step = Math.max(1, Math.round(n * 0.618));
  while (gcd(step, n) !== 1) step++;
  for (let i = 0, at = 0; i < n; i++, at = (at + step) % n) order[i] = at;
  return order;
}

function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
