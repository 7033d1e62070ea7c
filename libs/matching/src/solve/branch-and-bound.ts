import type { Certificate, Prices, Split } from '../model/plan.js';
import type { Branch } from './branches.js';
import { worthOfChoice, type Choice, type Level } from './level.js';
import { elastic, type LinearOutcome, type LinearProgram, type LinearSolver } from './linear-program.js';
import { priceBound, scaleFor, type PriceBound } from './price-bound.js';
import { Rows, type RowPrices } from './rows.js';

/** The best choice found for a level, and how much better there could be at most. */
export interface LevelSolution {
  readonly choice: Choice;
  readonly value: number;
  readonly bound: number;
  readonly certificate: Certificate;
  readonly nodes: number;
}

/** Programs solved, and steps of all of them together, at most for one goal; the same for every run, so that the answer is too. */
export interface SearchLimits {
  readonly nodes: number;
  readonly iterations: number;
}

/** How near a whole number a value of a linear program must be to be taken for it. */
const NEAR = 1e-6;

const fraction = (value: number): number => Math.abs(value - Math.round(value));

/**
 * Branch and bound over pairs and kinds of exchange, on the linear relaxation of a level. Every leaf of the search keeps the whole prices that close
 * it, so that the tree is its own proof. Depth first, the side that uses the pair first; where the limits are reached, what is
 * still open is closed by the prices of the node above, and the bound says so.
 */
export class BranchAndBound {
  readonly #rows: Rows;
  readonly #pairs: readonly number[];
  readonly #kinds: readonly number[];
  readonly #program: LinearProgram;
  readonly #scale: number;
  #best: Choice;
  #value: number;
  #nodes = 0;
  /** What is left of the steps of all programs together. */
  #steps: number;

  constructor(
    private readonly level: Level,
    private readonly solver: LinearSolver,
    /** Tells why there is no plan below a node, while `solver` keeps its place. */
    private readonly explainer: LinearSolver,
    private readonly limits: SearchLimits,
    start: Choice,
  ) {
    const { exchanges, worth } = level;
    this.#rows = new Rows(level);
    this.#pairs = Array.from(exchanges.pairHousehold.keys());
    this.#kinds = [...exchanges.kinds.keys()];
    this.#program = this.#rows.program(this.#pairs, this.#kinds);
    this.#scale = scaleFor(exchanges, worth);
    this.#steps = limits.iterations;
    this.#best = start;
    this.#value = worthOfChoice(worth, start);
  }

  solve(): LevelSolution {
    this.solver.load(this.#program);
    const root = this.#explore([], NO_PRICES);
    const bound = Math.max(this.#value, root.bound);
    return { choice: this.#best, value: this.#value, bound, certificate: root.certificate, nodes: this.#nodes };
  }

  /** The proof of the part of the search below some branches; `above`: the prices of the node over it, which hold here too. */
  #explore(branches: readonly Branch[], above: RowPrices): { bound: number; certificate: Certificate } {
    const outcome =
      this.#nodes < this.limits.nodes && this.#steps > 0 ? this.#relax(this.solver) : { kind: 'unsolved' as const };
    this.#nodes++;
    if (outcome.kind === 'unsolved') return leaf(this.#bound(above, branches));
    if (outcome.kind === 'impossible') return leaf(this.#impossible(branches, above));
    const prices = this.#rows.prices(outcome.rowPrices);
    const here = this.#bound(prices, branches);
    const branch = this.#fractional(outcome.columns);
    if (branch === null) this.#keep(outcome.columns);
    if (here.bound <= this.#value || branch === null) return leaf(here);
    const upper = this.#side({ ...branch, above: true }, branches, prices);
    const lower = this.#side({ ...branch, above: false }, branches, prices);
    return {
      bound: Math.max(upper.bound, lower.bound),
      certificate: {
        kind: 'split',
        split: this.#split(branch),
        below: lower.certificate,
        above: upper.certificate,
      },
    };
  }

  #side(branch: Branch, branches: readonly Branch[], prices: RowPrices): { bound: number; certificate: Certificate } {
    const column = this.#column(branch);
    const below = [...branches, branch];
    this.solver.bound(column, ...this.#columnLimits(column, below));
    const found = this.#explore(below, prices);
    this.solver.bound(column, ...this.#columnLimits(column, branches));
    return found;
  }

  /** Between what a column may lie after some branches. */
  #columnLimits(column: number, branches: readonly Branch[]): [lower: number, upper: number] {
    let lower = 0;
    let upper = column < this.#pairs.length ? 1 : Infinity;
    for (const branch of branches) {
      if (this.#column(branch) !== column) continue;
      const most = branch.on === 'pair' ? 0 : branch.most;
      if (branch.above) lower = Math.max(lower, most + 1);
      else upper = Math.min(upper, most);
    }
    return [lower, upper];
  }

  #bound(prices: RowPrices, branches: readonly Branch[]): PriceBound {
    for (let scale = this.#scale; scale >= 1; scale /= 2) {
      const found = priceBound(this.level, prices, branches, scale);
      if (found !== null) return found;
    }
    const found = priceBound(this.level, NO_PRICES, branches, 1);
    if (found === null) throw new Error('the worth of all pairs together is beyond what a double tells exactly');
    return found;
  }

  /** A node without any plan: by what its rows are priced at for that, added often enough, no worth remains that is not known. */
  #impossible(branches: readonly Branch[], above: RowPrices): PriceBound {
    let best = this.#bound(above, branches);
    this.explainer.load(elastic(this.#program));
    for (const branch of branches) {
      const column = this.#column(branch);
      this.explainer.bound(column, ...this.#columnLimits(column, branches));
    }
    const outcome = this.#relax(this.explainer);
    if (outcome.kind !== 'optimal') return best;
    for (let times = 1; times < 2 ** 40 && best.bound > this.#value; times *= 8) {
      const along = this.#rows.prices(outcome.rowPrices.map((price) => price * times));
      const found = this.#bound(sum(above, along), branches);
      if (found.bound < best.bound) best = found;
    }
    return best;
  }

  #relax(solver: LinearSolver): LinearOutcome {
    const outcome = solver.solve(Math.max(1, this.#steps));
    this.#steps -= solver.iterations;
    return outcome;
  }

  #column(branch: Branch): number {
    return branch.on === 'pair' ? branch.pair : this.#pairs.length + branch.kind;
  }

  /** What to branch on: the pair, else the kind of exchange, that is farthest from whole. */
  #fractional(columns: Float64Array): Branch | null {
    let farthest = NEAR;
    let found: Branch | null = null;
    for (const [column, pair] of this.#pairs.entries()) {
      if (fraction(columns[column]!) <= farthest) continue;
      farthest = fraction(columns[column]!);
      found = { on: 'pair', pair, above: true };
    }
    if (found !== null) return found;
    for (const [at, kind] of this.#kinds.entries()) {
      const value = columns[this.#pairs.length + at]!;
      if (fraction(value) <= farthest) continue;
      farthest = fraction(value);
      found = { on: 'exchange', kind, most: Math.floor(value), above: true };
    }
    return found;
  }

  #keep(columns: Float64Array): void {
    const pairs = this.#pairs.filter((_, column) => Math.round(columns[column]!) === 1);
    const exchanges = new Map<number, number>();
    for (const [at, kind] of this.#kinds.entries()) {
      const times = Math.round(columns[this.#pairs.length + at]!);
      if (times > 0) exchanges.set(kind, times);
    }
    const choice: Choice = { pairs, exchanges };
    const value = worthOfChoice(this.level.worth, choice);
    // The program forgives a little of what the rows ask; of large numbers a little is much.
    const kept = this.level.earlier.every((goal) => worthOfChoice(goal, choice) >= goal.reached);
    if (value <= this.#value || !kept) return;
    this.#best = choice;
    this.#value = value;
  }

  #split(branch: Branch): Split {
    if (branch.on === 'pair') return { on: 'pair', pair: branch.pair };
    const { closed, legs } = this.level.exchanges.kinds[branch.kind]!;
    return { on: 'exchange', closed, legs, most: branch.most };
  }
}

const leaf = ({ bound, prices }: { bound: number; prices: Prices }): { bound: number; certificate: Certificate } => ({
  bound,
  certificate: { kind: 'prices', prices },
});

const none = (): number => 0;
const NO_PRICES: RowPrices = {
  dwelling: none,
  leg: none,
  householdsOut: none,
  householdsIn: none,
  personsOut: none,
  personsIn: none,
  floorHouseholds: none,
  floorPersons: none,
  floorSingles: 0,
  earlier: none,
};

function sum(a: RowPrices, b: RowPrices): RowPrices {
  const both =
    (of: (prices: RowPrices) => (at: number) => number) =>
    (at: number): number =>
      of(a)(at) + of(b)(at);
  return {
    dwelling: both((p) => p.dwelling),
    leg: both((p) => p.leg),
    householdsOut: both((p) => p.householdsOut),
    householdsIn: both((p) => p.householdsIn),
    personsOut: both((p) => p.personsOut),
    personsIn: both((p) => p.personsIn),
    floorHouseholds: both((p) => p.floorHouseholds),
    floorPersons: both((p) => p.floorPersons),
    floorSingles: a.floorSingles + b.floorSingles,
    earlier: both((p) => p.earlier),
  };
}
