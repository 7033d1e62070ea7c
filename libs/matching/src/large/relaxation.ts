import type { Floors } from '../model/plan.js';
import type { Exchanges } from '../solve/level.js';
import type { LinearSolver } from '../solve/linear-program.js';
import type { Agreed } from './agreed.js';

/** Prices of the rows of the relaxation, as they come from a linear program. */
export interface BalancePrices {
  readonly household: (h: number) => number;
  readonly dwelling: (d: number) => number;
  /** What a household of a size is charged when it leaves its municipality, and is paid when it comes in. */
  readonly balance: (m: number, size: number) => number;
  /** ≥ 0, as in `Prices`. */
  readonly householdsOut: (m: number) => number;
  readonly householdsIn: (m: number) => number;
  readonly personsOut: (m: number) => number;
  readonly personsIn: (m: number) => number;
  readonly floorHouseholds: (m: number) => number;
  readonly floorPersons: (m: number) => number;
  readonly floorSingles: number;
  readonly earlier: (level: number) => number;
}

const SLACK = 1e-6;

/**
 * The linear program that forgets how legs close to exchanges, but not their persons: in every municipality as many households of each size go out as
 * come in, where a household may stand for one of the next size at the charge of the band of persons, out of (up) or in to (down) it. So exchanges of
 * any length are allowed, fractions too, and a bound of it is a bound of the problem. Its size is that of the households, dwellings and
 * municipalities, not that of the kinds of exchange; its pairs are added as prices ask for them.
 */
export class Relaxation {
  /** The pairs that are columns, in that order, after the columns of the balance. */
  readonly pairs: number[] = [];
  readonly #has: Uint8Array;
  readonly #sizes: readonly number[];
  readonly #firstPair: number;
  readonly #row: { dwelling: number; balance: number; band: number; floor: number; earlier: number; count: number };
  readonly #units: readonly number[];
  #cost: number[] = [];
  #values: Float64Array = new Float64Array(0);
  #prices: Float64Array = new Float64Array(0);

  constructor(
    private readonly exchanges: Exchanges,
    private readonly floors: Floors | null,
    /** Goals that later goals must not take from: what their pairs are worth, and the most of it. */
    private readonly goals: readonly { readonly pair: Float64Array; readonly path: number; readonly most: number }[],
    private readonly solver: LinearSolver,
    private readonly mostIterations: number,
    path: number,
  ) {
    const { problem, legKinds } = exchanges;
    const households = problem.persons.length;
    const municipalities = legKinds.municipalities;
    this.#has = new Uint8Array(problem.pairDwelling.length);
    this.#sizes = legKinds.sizes === null ? [0] : [...legKinds.sizes];
    const balance = households + problem.dwellingIds.length;
    const band = balance + municipalities * this.#sizes.length;
    const floor = band + 4 * municipalities;
    const earlier = floor + (floors === null ? 0 : 2 * municipalities + 1);
    this.#row = { dwelling: households, balance, band, floor, earlier, count: earlier + goals.length };
    this.#units = goals.map(({ most }) => 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, most))) - 10));
    this.#firstPair = this.#loadBalance(path);
  }

  #loadBalance(path: number): number {
    const { problem, legKinds } = this.exchanges;
    const { balance, band, floor, count } = this.#row;
    const municipalities = legKinds.municipalities;
    const lower = new Float64Array(count).fill(-Infinity);
    const upper = new Float64Array(count).fill(Infinity);
    upper.fill(1, 0, balance);
    lower.fill(0, balance, band);
    upper.fill(0, balance, band);
    for (let m = 0; m < municipalities; m++) {
      upper[band + m] = problem.householdBand.high[m]!;
      upper[band + municipalities + m] = -problem.householdBand.low[m]!;
      upper[band + 2 * municipalities + m] = problem.personsBand.high[m]!;
      upper[band + 3 * municipalities + m] = -problem.personsBand.low[m]!;
      if (this.floors === null) continue;
      lower[floor + m] = this.floors.households[m]!;
      lower[floor + municipalities + m] = this.floors.persons[m]!;
    }
    if (this.floors !== null) lower[floor + 2 * municipalities] = this.floors.singles;
    const columns = this.#balanceColumns(path);
    this.solver.load({ ...columns, rows: { lower, upper } });
    return columns.cost.length;
  }

  #balanceColumns(path: number) {
    const { problem, legKinds } = this.exchanges;
    const { balance, band, earlier } = this.#row;
    const municipalities = legKinds.municipalities;
    const sizes = this.#sizes;
    const starts = [0];
    const indices: number[] = [];
    const values: number[] = [];
    const put = (entries: readonly (readonly [number, number])[], cost: number): void => {
      for (const [row, value] of entries) {
        if (value === 0) continue;
        indices.push(row);
        values.push(value);
      }
      starts.push(indices.length);
      this.#cost.push(cost);
    };
    for (let m = 0; m < municipalities; m++) {
      const at = balance + m * sizes.length;
      for (let s = 0; s + 1 < sizes.length; s++) {
        const more = sizes[s + 1]! - sizes[s]!;
        // prettier-ignore
        put([[at + s, 1], [at + s + 1, -1], [band + 2 * municipalities + m, more]], 0);
        // prettier-ignore
        put([[at + s, -1], [at + s + 1, 1], [band + 3 * municipalities + m, more]], 0);
      }
      for (let s = 0; s < sizes.length && problem.maxChain >= 2; s++) {
        const goals = this.goals.map(({ path: own }, l) => [earlier + l, own / this.#units[l]!] as const);
        // prettier-ignore
        put([[at + s, -1], [band + m, 1], [band + 2 * municipalities + m, sizes[s]!], ...goals], path);
        put(
          [
            [at + s, 1],
            [band + municipalities + m, 1],
            [band + 3 * municipalities + m, sizes[s]!],
          ],
          0,
        );
      }
    }
    const count = starts.length - 1;
    return {
      cost: Float64Array.from(this.#cost),
      lower: new Float64Array(count),
      upper: new Float64Array(count).fill(Infinity),
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    };
  }

  /** A later goal, or exchanges that are agreed, change what an open path is worth. */
  pricePaths(path: number): void {
    const { problem } = this.exchanges;
    if (problem.maxChain < 2) return;
    const perMunicipality = this.#firstPair / this.exchanges.legKinds.municipalities;
    const moves = 2 * (this.#sizes.length - 1);
    for (let c = 0; c < this.#firstPair; c++) {
      const at = c % perMunicipality;
      if (at >= moves && (at - moves) % 2 === 0) this.#cost[c] = path;
    }
  }

  #entries(k: number, put: (row: number, value: number) => void): void {
    const { problem, legKinds, pairHousehold, pairLeg } = this.exchanges;
    const { dwelling, balance, floor, earlier } = this.#row;
    const h = pairHousehold[k]!;
    const d = problem.pairDwelling[k]!;
    const from = problem.householdMunicipality[h]!;
    put(h, 1);
    put(dwelling + d, 1);
    if (pairLeg[k]! >= 0) {
      const size = pairLeg[k]! % this.#sizes.length;
      const to = problem.dwellingMunicipality[d]!;
      const out = balance + from * this.#sizes.length + size;
      const into = balance + to * this.#sizes.length + size;
      put(Math.min(out, into), out < into ? 1 : -1);
      put(Math.max(out, into), out < into ? -1 : 1);
    }
    if (this.floors !== null) {
      put(floor + from, 1);
      put(floor + legKinds.municipalities + from, problem.persons[h]!);
      if (problem.persons[h] === 1) put(floor + 2 * legKinds.municipalities, 1);
    }
    this.goals.forEach(({ pair }, l) => {
      if (pair[k] !== 0) put(earlier + l, pair[k]! / this.#units[l]!);
    });
  }

  /** Makes pairs columns, those that are not yet. */
  add(pairs: Iterable<number>, worth: (k: number) => number): void {
    const starts = [0];
    const indices: number[] = [];
    const values: number[] = [];
    const cost: number[] = [];
    for (const k of pairs) {
      if (this.#has[k] === 1) continue;
      this.#has[k] = 1;
      this.pairs.push(k);
      cost.push(worth(k));
      this.#entries(k, (row, value) => {
        indices.push(row);
        values.push(value);
      });
      starts.push(indices.length);
    }
    this.#cost.push(...cost);
    this.solver.addColumns(
      {
        cost: Float64Array.from(cost),
        lower: new Float64Array(cost.length),
        upper: new Float64Array(cost.length).fill(1),
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
      this.#row.count,
    );
  }

  /** No less of an earlier goal than this; −Infinity: as much as you like. */
  keep(level: number, reached: number): void {
    this.solver.boundRow(this.#row.earlier + level, reached / this.#units[level]!, Infinity);
  }

  /** Takes out what exchanges agreed on use, and narrows bands and floors to what they leave. */
  narrow(agreed: Agreed): void {
    const { legKinds } = this.exchanges;
    const { dwelling, band, floor } = this.#row;
    const municipalities = legKinds.municipalities;
    for (const { legs } of agreed.exchanges) {
      for (const leg of legs) {
        this.solver.boundRow(leg.household, -Infinity, 0);
        this.solver.boundRow(dwelling + leg.dwelling, -Infinity, 0);
      }
    }
    for (let m = 0; m < municipalities; m++) {
      this.solver.boundRow(band + m, -Infinity, agreed.households.out[m]!);
      this.solver.boundRow(band + municipalities + m, -Infinity, agreed.households.in[m]!);
      this.solver.boundRow(band + 2 * municipalities + m, -Infinity, agreed.persons.out[m]!);
      this.solver.boundRow(band + 3 * municipalities + m, -Infinity, agreed.persons.in[m]!);
      if (agreed.floors === null) continue;
      this.solver.boundRow(floor + m, agreed.floors.households[m]!, Infinity);
      this.solver.boundRow(floor + municipalities + m, agreed.floors.persons[m]!, Infinity);
    }
    if (agreed.floors !== null) this.solver.boundRow(floor + 2 * municipalities, agreed.floors.singles, Infinity);
  }

  #run(): number | null {
    const outcome = this.solver.solve(this.mostIterations);
    if (outcome.kind !== 'optimal') return null;
    this.#values = outcome.columns;
    this.#prices = outcome.rowPrices;
    return outcome.value;
  }

  /** How much of the pair in a column is used. */
  used(column: number): number {
    return this.#values[this.#firstPair + column]!;
  }

  get prices(): BalancePrices {
    const { dwelling, balance, band, floor, earlier } = this.#row;
    const { municipalities } = this.exchanges.legKinds;
    const rows = this.#prices;
    const none = this.floors === null;
    return {
      household: (h) => Math.max(0, rows[h]!),
      dwelling: (d) => Math.max(0, rows[dwelling + d]!),
      balance: (m, size) => rows[balance + m * this.#sizes.length + size]!,
      householdsOut: (m) => Math.max(0, rows[band + m]!),
      householdsIn: (m) => Math.max(0, rows[band + municipalities + m]!),
      personsOut: (m) => Math.max(0, rows[band + 2 * municipalities + m]!),
      personsIn: (m) => Math.max(0, rows[band + 3 * municipalities + m]!),
      floorHouseholds: (m) => (none ? 0 : Math.max(0, -rows[floor + m]!)),
      floorPersons: (m) => (none ? 0 : Math.max(0, -rows[floor + municipalities + m]!)),
      floorSingles: none ? 0 : Math.max(0, -rows[floor + 2 * municipalities]!),
      earlier: (level) => Math.max(0, -rows[earlier + level]! / this.#units[level]!),
    };
  }

  /**
   * Solves for what pairs are worth, and again with the pairs that are worth more than they cost, `rounds` times or until there are none. The
   * value; null where there is no point, or none was found within the iterations allowed.
   */
  solve(worth: (k: number) => number, rounds: number, agreed: Agreed | null): number | null {
    for (let c = 0; c < this.pairs.length; c++) this.#cost[this.#firstPair + c] = worth(this.pairs[c]!);
    this.solver.price(Float64Array.from(this.#cost));
    for (let round = 0; ; round++) {
      const value = this.#run();
      if (value === null || round === rounds) return value;
      const missing = this.#missing(worth, agreed);
      if (missing.size === 0) return value;
      this.add(missing, worth);
    }
  }

  /** Pairs worth more than they cost: per household those to its three best municipalities, per dwelling the best. */
  #missing(worth: (k: number) => number, agreed: Agreed | null): Set<number> {
    const { problem, legKinds } = this.exchanges;
    const { firstPair, pairDwelling, dwellingMunicipality } = problem;
    const prices = this.prices;
    const cost = Float64Array.from(problem.dwellingIds, (_, d) => prices.dwelling(d));
    const bestTo = new Float64Array(legKinds.municipalities);
    const pairTo = new Int32Array(legKinds.municipalities);
    const bestOf = new Float64Array(cost.length);
    const pairOf = new Int32Array(cost.length).fill(-1);
    const chosen = new Set<number>();
    const legCost = new Float64Array(legKinds.municipalities);
    for (let h = 0; h + 1 < firstPair.length; h++) {
      if (agreed?.household[h] === 1) continue;
      const m = problem.householdMunicipality[h]!;
      const size = this.#sizes.length === 1 ? 0 : this.#sizes.indexOf(problem.persons[h]!);
      const own = this.#grace(prices, m, h) - prices.household(h);
      for (let to = 0; to < legCost.length; to++) {
        legCost[to] = to === m ? 0 : prices.balance(m, size) - prices.balance(to, size);
      }
      bestTo.fill(SLACK);
      pairTo.fill(-1);
      for (let k = firstPair[h]!, end = firstPair[h + 1]!; k < end; k++) {
        const d = pairDwelling[k]!;
        const to = dwellingMunicipality[d]!;
        if (this.#has[k] === 1 || agreed?.dwelling[d] === 1) continue;
        const gain = worth(k) + own - cost[d]! - legCost[to]! - this.#earlierOf(prices, k);
        if (gain > bestTo[to]!) {
          bestTo[to] = gain;
          pairTo[to] = k;
        }
        if (gain > Math.max(SLACK, bestOf[d]!)) {
          bestOf[d] = gain;
          pairOf[d] = k;
        }
      }
      const to = [...pairTo.keys()].filter((at) => pairTo[at]! >= 0).sort((a, b) => bestTo[b]! - bestTo[a]!);
      for (const at of to.slice(0, 3)) chosen.add(pairTo[at]!);
    }
    for (const k of pairOf) if (k >= 0) chosen.add(k);
    return chosen;
  }

  /** What placing a household is worth beyond its pair: floors that it counts for. */
  #grace(prices: BalancePrices, m: number, h: number): number {
    const persons = this.exchanges.problem.persons[h]!;
    const singles = persons === 1 ? prices.floorSingles : 0;
    return prices.floorHouseholds(m) + prices.floorPersons(m) * persons + singles;
  }

  /** What a pair takes from earlier goals, by their prices: less than nothing where it adds to them. */
  #earlierOf(prices: BalancePrices, k: number): number {
    let sum = 0;
    for (let l = 0; l < this.goals.length; l++) sum -= prices.earlier(l) * this.goals[l]!.pair[k]!;
    return sum;
  }
}
