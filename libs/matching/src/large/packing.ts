import type { Highs } from 'highs';
import type { Exchange } from '../model/plan.js';
import type { Exchanges } from '../solve/level.js';
import { wholeOptimum } from '../solve/linear-program.js';
import type { Agreed } from './agreed.js';
import type { Aim } from './aim.js';
import { Charges, takesOf, unevenness } from './charges.js';
import { ColumnsWritten } from './columns.js';
import type { BalancePrices } from './relaxation.js';
import { askedBy, Routes, type ShortExchange } from './short-exchanges.js';

/**
 * A person that an exchange brings too many or too few costs this part of a leg: bands that are not full have no price yet, and what is wasted of
 * them is missed later.
 */
const PERSON_COST = 0.15;
/** Of two ways to cover as many legs, the one with fewer to agree. */
const LEG_COST = 0.01;
const MOST_NODES = 50;

/** What an exchange loses at these prices against what the relaxation thought its legs would bring. ≥ 0, but for rounding. */
export class Losses {
  readonly #charges: Charges;

  constructor(
    private readonly exchanges: Exchanges,
    agreed: Agreed,
    private readonly aim: Aim,
    private readonly prices: BalancePrices,
  ) {
    this.#charges = new Charges(exchanges.legKinds, agreed, prices);
  }

  of(closed: boolean, a: number, b: number, c: number): number {
    const charged = this.#charges.of(closed, a, b, c);
    if (charged === Infinity) return charged;
    let loss = charged + this.#leg(a);
    if (b >= 0) loss += this.#leg(b);
    if (c >= 0) loss += this.#leg(c);
    const legs = b < 0 ? [a] : c < 0 ? [a, b] : [a, b, c];
    return loss - this.aim.exchange(closed, askedBy(this.exchanges.legKinds, { closed, legs }));
  }

  /** What was granted for a leg, less what it pays for leaving one municipality and coming in to another. */
  #leg(leg: number): number {
    const { legKinds } = this.exchanges;
    const from = legKinds.from(leg);
    const to = legKinds.to(leg);
    const size = leg % legKinds.perRoute;
    return this.aim.granted(from, to) - this.prices.balance(from, size) + this.prices.balance(to, size);
  }
}

/** Of legs given by their pairs, exchanges that keep the bands together, as many legs as can be had at hardly any loss. */
export function pack(
  highs: Highs,
  exchanges: Exchanges,
  agreed: Agreed,
  losses: Losses,
  pairs: readonly number[],
  mostLoss: number,
): readonly Exchange[] {
  const { legKinds, pairLeg, problem, pairHousehold } = exchanges;
  const waiting = new Map<number, number[]>();
  for (const k of pairs) waiting.set(pairLeg[k]!, [...(waiting.get(pairLeg[k]!) ?? []), k]);
  const legs = [...waiting.keys()].sort((a, b) => a - b);
  const row = new Map(legs.map((leg, at) => [leg, at]));
  const found: ShortExchange[] = [];
  const written = new ColumnsWritten();
  const municipalities = legKinds.municipalities;
  new Routes(problem, legKinds, legs).each((closed, a, b, c) => {
    const loss = losses.of(closed, a, b, c);
    if (loss > mostLoss) return;
    const exchange = { closed, legs: [a, b, c].filter((leg) => leg >= 0) };
    const count = exchange.legs.length;
    const worth =
      count + LEG_COST * (3 - count) - Math.max(0, loss) / mostLoss - PERSON_COST * unevenness(legKinds, exchange);
    const bands = takesOf(legKinds, exchange).map(
      ([measure, m, amount]) => [legs.length + measure * municipalities + m, amount] as const,
    );
    written.put([...exchange.legs.map((leg) => [row.get(leg)!, 1] as const), ...bands], worth, 0, count * legs.length);
    found.push(exchange);
  });
  if (found.length === 0) return [];
  const upper = Float64Array.from([
    ...legs.map((leg) => waiting.get(leg)!.length),
    ...agreed.households.out,
    ...agreed.households.in,
    ...agreed.persons.out,
    ...agreed.persons.in,
  ]);
  const rows = { lower: new Float64Array(upper.length).fill(-Infinity), upper };
  const times = wholeOptimum(highs, { ...written.columns, rows }, MOST_NODES);
  if (times === null) return [];
  return found.flatMap(({ closed, legs: kinds }, at) =>
    Array.from({ length: times[at]! }, () => ({
      closed,
      legs: kinds.map((leg) => {
        const k = waiting.get(leg)!.shift()!;
        return { household: pairHousehold[k]!, dwelling: problem.pairDwelling[k]! };
      }),
    })),
  );
}
