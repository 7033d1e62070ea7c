import { BestUnplaced } from './best-unplaced.js';
import type { HouseholdRow } from './household-row.js';
import { IntList } from './int-list.js';
import { isLess, Limbs, minus, NOTHING, plus } from './limbs.js';
import type { Extent, Packed, Packing } from './packing.js';
import { LivePairs } from './live-pairs.js';
import { PairList } from './pair-list.js';

/** In place of a dwelling: none, so that the household's unit goes to its own municipality; or not decided, during a change. */
export const NONE = -1;
export const LOOSE = -2;

/** A price at which a dwelling goes to nobody. */
const CLOSED = -Infinity;

/** A household or dwelling number that is in use no more. */
const GONE = -1;

/** Closed: frozen, or going or coming. */
type Standing = 'used' | 'unused' | 'closed';

/**
 * A placement network (flow/placement-network.ts) whose households and dwellings come, go and change, with a flow and its prices. Dwellings that are
 * not used have the price of their municipality, and households that of where they are: only used dwellings, municipalities and the hub have
 * prices of their own. Nodes are numbered municipalities, hub, dwellings.
 */
export class LiveNetwork {
  readonly hub: number;
  readonly firstDwelling: number;
  readonly pairs: LivePairs;
  /** M: households sent less those taken in. */
  readonly net: Int32Array;
  /** By node. */
  readonly price: Limbs;
  readonly householdMunicipality: number[] = [];
  /** By household: its dwelling, `NONE` or `LOOSE`; and what having it is worth. */
  readonly seat: number[] = [];
  readonly seatWorth = new Limbs(16);
  /** By household: the node that holds its unit, −1 where it cannot be moved from there: loose or frozen. */
  anchorOf = new Int32Array(16);
  readonly dwellingMunicipality: number[] = [];
  readonly occupant: number[] = [];
  /** By municipality: its households with a dwelling and without, and its dwellings that are used or not; none that are frozen. */
  readonly placedOf: readonly IntList[];
  readonly unplacedOf: readonly IntList[];
  readonly usedOf: readonly IntList[];
  readonly unusedOf: readonly IntList[];
  /** Households whose placement stays. */
  readonly frozen = new Set<number>();
  readonly bestUnplaced: BestUnplaced;
  /** Dwellings in use, frozen ones too. */
  dwellings = 0;
  readonly #standing: Standing[] = [];
  #beyond: Packed;
  #openPath: Packed;

  constructor(
    readonly mostOut: Float64Array,
    readonly mostIn: Float64Array,
    private readonly path: readonly number[],
    packing: Packing,
  ) {
    this.pairs = new LivePairs(packing);
    this.hub = mostOut.length;
    this.firstDwelling = this.hub + 1;
    this.net = new Int32Array(this.hub);
    this.price = new Limbs(this.firstDwelling + 16);
    const lists = (): IntList[] => Array.from(mostOut, () => new IntList());
    this.placedOf = lists();
    this.unplacedOf = lists();
    this.usedOf = lists();
    this.unusedOf = lists();
    this.bestUnplaced = new BestUnplaced(this);
    this.#beyond = packing.beyondBands;
    this.#openPath = packing.pack(path);
  }

  get packing(): Packing {
    return this.pairs.packing;
  }

  /** By household, and by dwelling. */
  get row(): (HouseholdRow | null)[] {
    return this.pairs.row;
  }

  get column(): (PairList | null)[] {
    return this.pairs.column;
  }

  get nodes(): number {
    return this.firstDwelling + this.occupant.length;
  }

  /** What one more unit from the hub to a municipality costs: an open path, unless one less is taken in. Beyond a band it costs what no goal outweighs. */
  costFromHub(m: number): Packed {
    const net = this.net[m]!;
    if (net < 0) return -net > this.mostIn[m]! ? minus(NOTHING, this.#beyond) : NOTHING;
    const cost = minus(NOTHING, this.#openPath);
    return net + 1 > this.mostOut[m]! ? plus(cost, this.#beyond) : cost;
  }

  costToHub(m: number): Packed {
    const net = this.net[m]!;
    if (net > 0) return net > this.mostOut[m]! ? minus(this.#openPath, this.#beyond) : this.#openPath;
    return 1 - net > this.mostIn[m]! ? this.#beyond : NOTHING;
  }

  keepsBands(): boolean {
    return this.net.every((net, m) => net <= this.mostOut[m]! && -net <= this.mostIn[m]!);
  }

  isHousehold(h: number): boolean {
    return (this.householdMunicipality[h] ?? GONE) !== GONE;
  }

  isDwelling(d: number): boolean {
    return (this.dwellingMunicipality[d] ?? GONE) !== GONE;
  }

  isFrozenDwelling(d: number): boolean {
    return this.frozen.has(this.occupant[d]!);
  }

  /** What holds a household's unit: its dwelling, or its municipality. */
  anchor(h: number): number {
    const d = this.seat[h]!;
    return d >= 0 ? this.firstDwelling + d : this.householdMunicipality[h]!;
  }

  priceOfHousehold(h: number): Packed {
    const at = this.price.at(this.anchor(h));
    return this.seat[h]! >= 0 ? plus(at, this.seatWorth.at(h)) : at;
  }

  /** The price of a household that may choose anew: at none lower does nothing it could have gain. */
  bestOffer(h: number): Packed {
    const { other, worth, open } = this.row[h]!;
    const { price, firstDwelling } = this;
    let best = price.at(this.householdMunicipality[h]!);
    for (let i = 0; i < open; i++) {
      const node = firstDwelling + other[i]!;
      if (worth.hi[i]! + price.hi[node]! < best.hi) continue;
      const offer = plus(worth.at(i), price.at(node));
      if (isLess(best, offer)) best = offer;
    }
    return best;
  }

  /** The price at which a dwelling costs any household at least what it is worth, and its municipality too. Loose and frozen ones do not ask. */
  openingPrice(d: number): Packed {
    const { anchorOf, price, seatWorth } = this;
    const { other, worth, open } = this.column[d]!;
    let lowest = price.at(this.dwellingMunicipality[d]!);
    for (let i = 0; i < open; i++) {
      const h = other[i]!;
      const anchor = anchorOf[h]!;
      if (anchor < 0 || price.hi[anchor]! + seatWorth.hi[h]! - worth.hi[i]! > lowest.hi) continue;
      const asked = minus(plus(price.at(anchor), seatWorth.at(h)), worth.at(i));
      if (isLess(asked, lowest)) lowest = asked;
    }
    return lowest;
  }

  newHousehold(municipality: number, row: HouseholdRow): number {
    const h = this.householdMunicipality.push(municipality) - 1;
    this.row.push(row);
    this.seat.push(LOOSE);
    this.seatWorth.grow(h + 1);
    if (this.anchorOf.length <= h) {
      const grown = new Int32Array(2 * h);
      grown.set(this.anchorOf);
      this.anchorOf = grown;
    }
    this.anchorOf[h] = -1;
    this.pairs.list(h);
    return h;
  }

  /** Nobody has it, and nobody could. */
  newDwelling(municipality: number): number {
    const d = this.dwellingMunicipality.push(municipality) - 1;
    this.occupant.push(NONE);
    this.column.push(new PairList(0));
    this.price.grow(this.nodes);
    this.bestUnplaced.grow(this.occupant.length);
    this.price.copy(municipality, this.firstDwelling + d);
    this.unusedOf[municipality]!.add(d);
    this.#standing.push('unused');
    this.dwellings++;
    return d;
  }

  /** Of a loose one. */
  forgetHousehold(h: number): void {
    this.pairs.unlist(h);
    this.householdMunicipality[h] = GONE;
    this.row[h] = null;
  }

  /** Another row for a loose household; gives the one it had. */
  replaceRow(h: number, row: HouseholdRow): HouseholdRow {
    const before = this.row[h]!;
    this.pairs.unlist(h);
    this.row[h] = row;
    this.pairs.list(h);
    return before;
  }

  emptyColumn(d: number): PairList {
    this.bestUnplaced.clear(d);
    return this.pairs.emptyColumn(d);
  }

  /** Gives a dwelling that has none its pairs: new ones, or those of a list. */
  giveColumn(d: number, give: (pairs: LivePairs) => void): void {
    give(this.pairs);
    this.bestUnplaced.fill(d);
  }

  veto(h: number, d: number): void {
    this.pairs.veto(h, d);
    if (this.seat[h] === NONE) this.bestUnplaced.leaveAt(this.householdMunicipality[h]!, h, d);
  }

  allow(h: number, d: number): void {
    this.pairs.allow(h, d);
    if (this.seat[h] === NONE) this.bestUnplaced.joinAt(this.householdMunicipality[h]!, h, d);
  }

  /** Of a closed one. */
  forgetDwelling(d: number): void {
    this.emptyColumn(d);
    this.column[d] = null;
    this.dwellingMunicipality[d] = GONE;
    this.dwellings--;
  }

  priceOfDwelling(d: number): Packed {
    return this.price.at(this.firstDwelling + d);
  }

  setPrice(d: number, price: Packed): void {
    this.price.set(this.firstDwelling + d, price);
  }

  isUsed(d: number): boolean {
    return this.#standing[d] === 'used';
  }

  #stand(d: number, standing: Standing): void {
    const m = this.dwellingMunicipality[d]!;
    const before = this.#standing[d]!;
    if (before === standing) return;
    if (before !== 'closed') this[before === 'used' ? 'usedOf' : 'unusedOf'][m]!.remove(d);
    if (standing !== 'closed') this[standing === 'used' ? 'usedOf' : 'unusedOf'][m]!.add(d);
    this.#standing[d] = standing;
  }

  /** Nobody new gets it, and its municipality cannot take it back. */
  close(d: number): void {
    this.price.hi[this.firstDwelling + d] = CLOSED;
    this.#stand(d, 'closed');
  }

  /** Counts it as used, though nobody has it: its municipality may take it back, which `settle` then sees. */
  use(d: number): void {
    this.#stand(d, 'used');
  }

  /** Lists a dwelling as its occupant says. */
  settle(d: number): void {
    this.#stand(d, this.occupant[d]! >= 0 ? 'used' : 'unused');
  }

  /** A placement that stays as it is. */
  freeze(h: number): void {
    this.frozen.add(h);
    this.placedOf[this.householdMunicipality[h]!]!.remove(h);
    this.anchorOf[h] = -1;
    this.close(this.seat[h]!);
  }

  /** Gives a household another dwelling, or none. Whoever had the dwelling is moved too, before or after; then it is settled. */
  move(h: number, d: number): void {
    const m = this.householdMunicipality[h]!;
    const before = this.seat[h]!;
    this.seat[h] = d;
    this.seatWorth.set(h, NOTHING);
    this.anchorOf[h] = d === LOOSE ? -1 : this.anchor(h);
    if (before === NONE) {
      this.unplacedOf[m]!.remove(h);
      this.bestUnplaced.leave(m, h);
    } else if (before >= 0) {
      this.placedOf[m]!.remove(h);
      if (this.occupant[before] === h) this.occupant[before] = NONE;
    }
    if (d === NONE) {
      this.unplacedOf[m]!.add(h);
      this.bestUnplaced.join(m, h);
    } else if (d >= 0) {
      this.placedOf[m]!.add(h);
      this.occupant[d] = h;
      const row = this.row[h]!;
      this.seatWorth.set(h, row.worth.at(row.find(d)));
    }
  }

  /** Prices as differences from the hub, so that they never drift; of dwellings not used, that of their municipality. */
  level(): void {
    const { price, hub, firstDwelling } = this;
    const { hi, mid, lo } = price;
    const by = price.at(hub);
    for (let node = 0; node < firstDwelling + this.occupant.length; node++) {
      const d = node - firstDwelling;
      if (d >= 0 && this.occupant[d]! < 0) {
        if (this.dwellingMunicipality[d] !== GONE) price.copy(this.dwellingMunicipality[d]!, node);
        continue;
      }
      hi[node]! -= by.hi;
      mid[node]! -= by.mid;
      lo[node]! -= by.lo;
    }
  }

  extent(): Extent {
    return { dwellings: this.dwellings, ...this.pairs.extent(this.path.length) };
  }

  /** Packs all worths and prices otherwise: what they stand for stays. */
  repack(to: Packing): void {
    for (let h = 0; h < this.seat.length; h++) this.#repackAt(this.seatWorth, h, to);
    for (let node = 0; node < this.nodes; node++) this.#repackAt(this.price, node, to);
    this.pairs.repack(to);
    for (let d = 0; d < this.occupant.length; d++) if (this.isDwelling(d)) this.bestUnplaced.fill(d);
    this.#beyond = to.beyondBands;
    this.#openPath = to.pack(this.path);
  }

  #repackAt(limbs: Limbs, i: number, to: Packing): void {
    const { hi, mid, lo } = limbs.at(i);
    if (hi !== CLOSED) limbs.set(i, to.packDigits(this.packing.digits(hi, mid, lo)));
  }
}
