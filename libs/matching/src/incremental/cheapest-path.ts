import type { BestByDwelling } from './best-unplaced.js';
import { FAR, isLess, minus, NOTHING, plus } from './limbs.js';
import { NONE, type LiveNetwork } from './live-network.js';
import type { Packed } from './packing.js';
import type { PairList } from './pair-list.js';
import { SearchSide } from './search-side.js';

/** Where a unit is left over: at a household without a seat, or at a node. */
export type Start = { readonly household: number } | { readonly node: number };

/** What one unit along a path changes. */
export interface Rerouted {
  /** Households and the dwelling that each has from now on, or `NONE`. */
  readonly moves: readonly (readonly [household: number, dwelling: number])[];
  /** Municipalities and by how many they send more than they take in. */
  readonly net: readonly (readonly [municipality: number, by: number])[];
}

/**
 * The cheapest path for one unit through what a live network could still change: Dijkstra on reduced costs, which its prices keep ≥ 0, from both ends at
 * once, for a path has few steps and every node has hundreds of arcs. Nodes are municipalities, the hub and dwellings; households are not: one
 * that has a dwelling is reached only through it, one without only through its municipality, both at no cost. Nothing farther than the best way
 * found so far is looked at.
 */
export class CheapestPath {
  readonly #ahead = new SearchSide();
  readonly #back = new SearchSide();
  #start = -1;
  #target = -1;
  /** The length of the best path so far, and a node on it that both sides know. */
  #best: Packed = NOTHING;
  #meeting = -1;

  constructor(private readonly network: LiveNetwork) {}

  /** Searches. There is always a path, for any municipality can go beyond its band. */
  find(start: Start, target: number): void {
    const { network } = this;
    const ahead = this.#ahead;
    const back = this.#back;
    ahead.reset(network.nodes);
    back.reset(network.nodes);
    this.#target = target;
    this.#best = { hi: FAR, mid: 0, lo: 0 };
    this.#meeting = -1;
    back.begin(target);
    if ('household' in start) {
      this.#start = -1;
      this.#leave(start.household, network.bestOffer(start.household), -1);
    } else {
      this.#start = start.node;
      ahead.begin(start.node);
    }
    while (!this.#isDone()) {
      if (ahead.work + this.#sizeAhead(ahead.next()) <= back.work + this.#sizeBack(back.next())) {
        this.#expandAhead(ahead.settle());
      } else this.#expandBack(back.settle());
    }
  }

  /** What neither side has settled lies, together, no nearer than the best path. */
  #isDone(): boolean {
    const near = this.#ahead.next();
    const far = this.#back.next();
    if (near < 0 || far < 0) return true;
    return !isLess(plus(this.#ahead.length.at(near), this.#back.length.at(far)), this.#best);
  }

  /** About how many pairs are looked at from a node: what has been spent on either side stays as even as it can. */
  #sizeAhead(node: number): number {
    const { hub, firstDwelling, occupant, row } = this.network;
    if (node < hub) return occupant.length;
    return node === hub ? 0 : (row[occupant[node - firstDwelling]!]?.open ?? 0);
  }

  #sizeBack(node: number): number {
    const { hub, firstDwelling, column } = this.network;
    return node <= hub ? 0 : column[node - firstDwelling]!.open;
  }

  #expandAhead(node: number): void {
    const { network } = this;
    const { hub, firstDwelling, price } = network;
    const at = plus(this.#ahead.length.at(node), price.at(node));
    if (node < hub) {
      this.#scanBest(network.bestUnplaced.of(node), at, node);
      for (const d of network.usedOf[node]!.values()) this.#goTo(firstDwelling + d, at, node, -1);
      this.#goTo(hub, plus(at, network.costToHub(node)), node, -1);
    } else if (node === hub) {
      for (let m = 0; m < hub; m++) this.#goTo(m, plus(at, network.costFromHub(m)), node, -1);
    } else {
      const h = network.occupant[node - firstDwelling]!;
      if (h < 0) this.#goTo(network.dwellingMunicipality[node - firstDwelling]!, at, node, -1);
      else this.#leave(h, plus(at, network.seatWorth.at(h)), node);
    }
  }

  /** All that a household could have instead. `at`: the length up to it and its price. */
  #leave(h: number, at: Packed, from: number): void {
    this.#goTo(this.network.householdMunicipality[h]!, at, from, h);
    this.#scanRow(this.network.row[h]!, at, from, h);
  }

  #scanRow(row: PairList, at: Packed, from: number, via: number): void {
    const { firstDwelling, price } = this.network;
    const { other, open, worth } = row;
    const ahead = this.#ahead;
    const { hi: worthHi, mid: worthMid, lo: worthLo } = worth;
    const { hi: priceHi, mid: priceMid, lo: priceLo } = price;
    const { hi, mid } = ahead.length;
    const { hi: atHi, mid: atMid, lo: atLo } = at;
    ahead.work += open;
    let cap = this.#best.hi;
    for (let i = 0; i < open; i++) {
      const v = firstDwelling + other[i]!;
      const x = atHi - worthHi[i]! - priceHi[v]!;
      if (x > hi[v]! || x > cap) continue;
      const y = atMid - worthMid[i]! - priceMid[v]!;
      if (x === hi[v] && y > mid[v]!) continue;
      this.#know(ahead, v, x, y, atLo - worthLo[i]! - priceLo[v]!, from, via);
      cap = this.#best.hi;
    }
  }

  /** As `#scanRow`, of all households of a municipality that have no dwelling. */
  #scanBest({ household, worth }: BestByDwelling, at: Packed, from: number): void {
    const { firstDwelling, price, occupant } = this.network;
    const ahead = this.#ahead;
    const { hi: worthHi, mid: worthMid, lo: worthLo } = worth;
    const { hi: priceHi, mid: priceMid, lo: priceLo } = price;
    const { hi, mid } = ahead.length;
    const dwellings = occupant.length;
    ahead.work += dwellings;
    for (let d = 0; d < dwellings; d++) {
      const h = household[d]!;
      const v = firstDwelling + d;
      const x = at.hi - worthHi[d]! - priceHi[v]!;
      if (h < 0 || x > hi[v]! || x > this.#best.hi) continue;
      const y = at.mid - worthMid[d]! - priceMid[v]!;
      if (x === hi[v] && y > mid[v]!) continue;
      this.#know(ahead, v, x, y, at.lo - worthLo[d]! - priceLo[v]!, from, h);
    }
  }

  #goTo(v: number, at: Packed, from: number, via: number): void {
    const { hi, mid, lo } = this.network.price;
    this.#know(this.#ahead, v, at.hi - hi[v]!, at.mid - mid[v]!, at.lo - lo[v]!, from, via);
  }

  #expandBack(node: number): void {
    const { network } = this;
    const { hub, firstDwelling, price } = network;
    // Less the price here: what the price of where an arc begins must be added to.
    const at = minus(this.#back.length.at(node), price.at(node));
    if (node < hub) {
      for (const h of network.placedOf[node]!.values()) {
        this.#comeFrom(network.anchor(h), plus(at, network.seatWorth.at(h)), node, h);
      }
      for (const d of network.unusedOf[node]!.values()) this.#comeFrom(firstDwelling + d, at, node, -1);
      this.#comeFrom(hub, plus(at, network.costFromHub(node)), node, -1);
    } else if (node === hub) {
      for (let m = 0; m < hub; m++) this.#comeFrom(m, plus(at, network.costToHub(m)), node, -1);
    } else {
      const d = node - firstDwelling;
      this.#scanColumn(network.column[d]!, at, node);
      if (network.isUsed(d)) this.#comeFrom(network.dwellingMunicipality[d]!, at, node, -1);
    }
  }

  #scanColumn(column: PairList, at: Packed, to: number): void {
    const { price, seatWorth, anchorOf } = this.network;
    const { other, open, worth } = column;
    const back = this.#back;
    const { hi: worthHi, mid: worthMid, lo: worthLo } = worth;
    const { hi: priceHi, mid: priceMid, lo: priceLo } = price;
    const { hi: seatHi, mid: seatMid, lo: seatLo } = seatWorth;
    const { hi, mid } = back.length;
    const { hi: atHi, mid: atMid, lo: atLo } = at;
    back.work += open;
    let cap = this.#best.hi;
    for (let i = 0; i < open; i++) {
      const h = other[i]!;
      const u = anchorOf[h]!;
      if (u < 0) continue;
      const x = atHi + (priceHi[u]! + seatHi[h]!) - worthHi[i]!;
      if (x > hi[u]! || x > cap) continue;
      const y = atMid + (priceMid[u]! + seatMid[h]!) - worthMid[i]!;
      if (x === hi[u] && y > mid[u]!) continue;
      this.#know(back, u, x, y, atLo + (priceLo[u]! + seatLo[h]!) - worthLo[i]!, to, h);
      cap = this.#best.hi;
    }
  }

  #comeFrom(u: number, at: Packed, to: number, via: number): void {
    const { hi, mid, lo } = this.network.price;
    this.#know(this.#back, u, at.hi + hi[u]!, at.mid + mid[u]!, at.lo + lo[u]!, to, via);
  }

  /** A node at a length from one end; with what the other end knows it may be on the best path. */
  #know(side: SearchSide, v: number, x: number, y: number, z: number, beside: number, via: number): void {
    const best = this.#best;
    if (x > best.hi || (x === best.hi && (y > best.mid || (y === best.mid && z >= best.lo)))) return;
    if (!side.offer(v, x, y, z, beside, via)) return;
    const { hi, mid, lo } = (side === this.#ahead ? this.#back : this.#ahead).length;
    if (hi[v] === FAR) return;
    const whole = { hi: x + hi[v]!, mid: y + mid[v]!, lo: z + lo[v]! };
    if (!isLess(whole, best)) return;
    this.#best = whole;
    this.#meeting = v;
  }

  /** What the unit changes. */
  rerouted(): Rerouted {
    const { hub, firstDwelling } = this.network;
    const moves: (readonly [number, number])[] = [];
    const net: (readonly [number, number])[] = [];
    const step = (from: number, to: number, via: number): void => {
      if (via >= 0) moves.push([via, to < hub ? NONE : to - firstDwelling]);
      else if (to === hub) net.push([from, -1]);
      else if (from === hub) net.push([to, 1]);
    };
    const { beside: before, via: viaBefore } = this.#ahead;
    const { beside: after, via: viaAfter } = this.#back;
    for (let v = this.#meeting; v !== this.#start; v = before[v]!) step(before[v]!, v, viaBefore[v]!);
    for (let v = this.#meeting; v !== this.#target; v = after[v]!) step(v, after[v]!, viaAfter[v]!);
    return { moves, net };
  }

  /**
   * Lowers the prices near the start and raises those near the target, together by the length of the path, so that it costs nothing and what lies beside it
   * not less.
   */
  reprice(): void {
    const { price } = this.network;
    const near = this.#ahead.next();
    const reached = near < 0 ? this.#best : this.#ahead.length.at(near);
    const ahead = isLess(reached, this.#best) ? reached : this.#best;
    this.#shift(this.#ahead, ahead, (node, by) => price.set(node, minus(price.at(node), by)));
    this.#shift(this.#back, minus(this.#best, ahead), (node, by) => price.set(node, plus(price.at(node), by)));
  }

  #shift(side: SearchSide, radius: Packed, move: (node: number, by: Packed) => void): void {
    for (let i = 0; i < side.settledCount; i++) {
      const node = side.settled[i]!;
      const by = minus(radius, side.length.at(node));
      if (isLess(NOTHING, by)) move(node, by);
    }
  }
}
