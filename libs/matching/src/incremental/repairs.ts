import { ok, type Result } from '#libs/kernel';
import { CheapestPath, type Start } from './cheapest-path.js';
import { Limbs } from './limbs.js';
import { LOOSE, type LiveNetwork } from './live-network.js';
import { outOfBalance } from './refusals.js';

/** A household that has another dwelling than before; null: none. */
export interface Moved {
  readonly household: number;
  readonly from: number | null;
  readonly to: number | null;
}

/** What an event did. */
export interface Change {
  /** Households whose dwelling changed, by ascending number. */
  readonly moved: readonly Moved[];
  /** What the flow is worth now, per goal. */
  readonly values: readonly number[];
}

interface Before {
  readonly seat: number;
  readonly worths: readonly number[] | null;
}

/** Repairs of a flow, one unit after another, and the account of what they change. */
export class Repairs {
  readonly #path: CheapestPath;
  /** Per goal, of all pairs used. */
  readonly #placed: number[];
  readonly #netBefore: Int32Array;
  readonly #priceBefore = new Limbs(0);
  readonly #before = new Map<number, Before>();

  constructor(
    private readonly network: LiveNetwork,
    private readonly path: readonly number[],
  ) {
    this.#path = new CheapestPath(network);
    this.#netBefore = new Int32Array(network.hub);
    this.#placed = path.map(() => 0);
  }

  get values(): readonly number[] {
    const open = this.network.net.reduce((sum, net) => (net > 0 ? sum + net : sum), 0);
    return this.#placed.map((sum, goal) => sum + this.path[goal]! * open);
  }

  /** Remembers what a household has before an event changes it. */
  note(h: number): void {
    if (this.#before.has(h)) return;
    const seat = this.network.seat[h]!;
    this.#before.set(h, { seat, worths: this.#worthsOf(h) });
  }

  #worthsOf(h: number): readonly number[] | null {
    if (this.network.seat[h]! < 0) return null;
    const { hi, mid, lo } = this.network.seatWorth.at(h);
    return this.network.packing.unpack(hi, mid, lo);
  }

  /** Takes a household's unit out of the flow. Its dwelling counts as used until someone has it or `settle` says otherwise. */
  detach(h: number): void {
    this.note(h);
    this.network.move(h, LOOSE);
  }

  /**
   * Sends a unit by the cheapest path from where it is left over to where one is missing. `last`: a household and the dwelling that it has
   * afterwards besides.
   */
  send(start: Start, target: number, last?: readonly [household: number, dwelling: number]): void {
    const { network } = this;
    this.#path.find(start, target);
    this.#path.reprice();
    const { moves, net } = this.#path.rerouted();
    const touched = new Set<number>();
    if (target >= network.firstDwelling) touched.add(target - network.firstDwelling);
    for (const [h, d] of last === undefined ? moves : [...moves, last]) {
      this.note(h);
      touched.add(network.seat[h]!).add(d);
      network.move(h, d);
    }
    for (const [m, by] of net) network.net[m]! += by;
    for (const d of touched) if (d >= 0) network.settle(d);
  }

  /** Before anything changes. */
  begin(): void {
    const { net, price, nodes } = this.network;
    this.#netBefore.set(net);
    this.#priceBefore.take(price, nodes);
    this.#before.clear();
  }

  /**
   * After an event: what it changed. Where the flow cannot keep the bands all is set back, and `BALANCE_IMPOSSIBLE` refused; `undo` sets back
   * rows and numbers of the network that the event changed itself.
   */
  end(undo?: () => void): Result<Change> {
    if (!this.network.keepsBands()) {
      this.#setBack(undo);
      return outOfBalance();
    }
    this.network.level();
    const moved: Moved[] = [];
    for (const [household, { seat, worths }] of this.#before) {
      const now = this.network.seat[household]!;
      const gained = this.#worthsOf(household);
      this.#placed.forEach((_, goal) => (this.#placed[goal]! += (gained?.[goal] ?? 0) - (worths?.[goal] ?? 0)));
      const from = seat >= 0 ? seat : null;
      const to = now >= 0 ? now : null;
      if (from !== to) moved.push({ household, from, to });
    }
    return ok({ moved: moved.sort((a, b) => a.household - b.household), values: this.values });
  }

  #setBack(undo?: () => void): void {
    const { network } = this;
    const touched = new Set<number>();
    for (const h of this.#before.keys()) {
      touched.add(network.seat[h]!);
      network.move(h, LOOSE);
    }
    undo?.();
    for (const [h, { seat }] of this.#before) {
      touched.add(seat);
      network.move(h, seat);
    }
    for (const d of touched) if (d >= 0) network.settle(d);
    network.net.set(this.#netBefore);
    network.price.take(this.#priceBefore, network.nodes);
  }
}
