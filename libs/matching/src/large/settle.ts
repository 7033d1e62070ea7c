import type { Highs } from 'highs';
import type { Exchange, Floors } from '../model/plan.js';
import type { Exchanges } from '../solve/level.js';
import { Agreed } from './agreed.js';
import type { Aim } from './aim.js';
import { Losses, pack } from './packing.js';
import type { Relaxation } from './relaxation.js';
import { Routes } from './short-exchanges.js';

/** Rounds of packing at the usual effort; each costs one or two linear programs. */
const ROUNDS = 24;
/** A round that settles less than this part of the legs still loose makes the next one less strict. */
const ENOUGH = 0.1;
const STRICTER = 1.5;
/** Strictness at first, and at most, as parts of the largest worth of a pair. */
const FIRST_LOSS = 1 / 1500;
const MOST_LOSS = 1 / 100;
const WHOLE = 0.999;

/** Finds, from the optimum of a relaxation, exchanges that are allowed and lose next to nothing of it. */
export class Settling {
  readonly #most: number;
  #loss: number;
  private readonly agreed: Agreed;

  constructor(
    private readonly highs: Highs,
    private readonly exchanges: Exchanges,
    private readonly relaxation: Relaxation,
    private readonly aim: Aim,
    floors: Floors | null,
  ) {
    this.agreed = new Agreed(exchanges.problem, floors);
    this.#most = aim.pair.reduce((most, worth) => Math.max(most, Math.abs(worth)), 1);
    this.#loss = this.#most * FIRST_LOSS;
  }

  /** The exchanges; null where the relaxation has no point. */
  exchangesFor(effort: number): readonly Exchange[] | null {
    const { relaxation, agreed } = this;
    relaxation.pricePaths(this.aim.path);
    if (relaxation.solve(this.#worth, 2, agreed) === null) return null;
    const rounds = Math.max(1, Math.round(ROUNDS * effort));
    for (let round = 0; round < rounds && this.#settleSome(round); round++);
    return agreed.exchanges;
  }

  readonly #worth = (k: number): number => {
    const { pairLeg, legKinds } = this.exchanges;
    const leg = pairLeg[k]!;
    return leg < 0 ? this.aim.pair[k]! : this.aim.pair[k]! + this.aim.granted(legKinds.from(leg), legKinds.to(leg));
  };

  /** One round; false where no leg is loose any more, or nothing more can be done about them. */
  #settleSome(round: number): boolean {
    const { relaxation, agreed, exchanges } = this;
    const crossing = this.#crossing();
    const whole = crossing.filter(({ used }) => used > WHOLE).map(({ pair }) => pair);
    const loose = crossing.reduce((sum, { used }) => sum + used, 0);
    if (loose < WHOLE) return false;
    const losses = new Losses(exchanges, agreed, this.aim, relaxation.prices);
    const found = pack(this.highs, exchanges, agreed, losses, whole, this.#loss);
    for (const exchange of found) agreed.add(exchange);
    const legs = found.reduce((sum, exchange) => sum + exchange.legs.length, 0);
    if (round > 0 && legs < ENOUGH * loose) this.#loss *= STRICTER;
    if (this.#loss > this.#most * MOST_LOSS) return false;
    relaxation.narrow(agreed);
    const left = whole.filter((k) => agreed.household[exchanges.pairHousehold[k]!] === 0);
    const favour = this.#favour(left);
    const { pairLeg } = exchanges;
    const worth = (k: number): number => this.#worth(k) + (pairLeg[k]! < 0 ? 0 : favour[pairLeg[k]!]!);
    return relaxation.solve(worth, 1, agreed) !== null;
  }

  #crossing(): readonly { pair: number; used: number }[] {
    const { pairs } = this.relaxation;
    const { pairLeg } = this.exchanges;
    const crossing: { pair: number; used: number }[] = [];
    pairs.forEach((pair, column) => {
      const used = this.relaxation.used(column);
      if (pairLeg[pair]! >= 0 && used > 1e-4) crossing.push({ pair, used });
    });
    return crossing;
  }

  /** Legs that would close exchanges with those that are loose are worth a little more, others a little less. */
  #favour(left: readonly number[]): Float64Array {
    const { legKinds, pairLeg, problem } = this.exchanges;
    const favour = new Float64Array(legKinds.count).fill(-this.#loss);
    const losses = new Losses(this.exchanges, this.agreed, this.aim, this.relaxation.prices);
    const loose = new Set(left.map((k) => pairLeg[k]!));
    for (const leg of loose) favour[leg] = 0;
    const present = legKinds.present();
    new Routes(problem, legKinds, present).eachWithAtMostOneOutside(loose, (closed, a, b, c) => {
      if (losses.of(closed, a, b, c) > this.#loss) return;
      for (const leg of [a, b, c]) if (leg >= 0 && !loose.has(leg)) favour[leg] = this.#loss;
    });
    return favour;
  }
}
