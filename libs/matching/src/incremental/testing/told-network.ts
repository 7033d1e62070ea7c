import { networkOf, solveFlow } from '../../flow/flow-levels.js';
import type { PlacementNetwork } from '../../flow/placement-network.js';
import { flowWorth, type FlowWorth } from '../../flow/worth.js';
import { objectiveOf, type Problem } from '../../model/problem.js';
import type { LiveDwelling, LiveHousehold } from '../admission.js';
import type { LivePlacement } from '../live-flow.js';
import type { LevelPrices, LivePrices } from '../live-prices.js';

interface ToldHousehold {
  municipality: number;
  readonly pairs: Map<number, readonly number[]>;
  readonly vetoed: Set<number>;
  frozen: number | null;
}

/** What a live flow was told, kept in the plainest way: to be solved from scratch, and to check plans and prices against. */
export class ToldNetwork {
  readonly households = new Map<number, ToldHousehold>();
  readonly dwellings = new Map<number, { municipality: number }>();
  readonly municipalities: number;
  readonly goals: number;
  readonly #mostOut: Float64Array;
  readonly #mostIn: Float64Array;
  readonly #path: readonly number[];

  constructor(private readonly problem: Problem) {
    const { mostOut, mostIn } = networkOf(problem);
    const worths = problem.goals.map((goal) => flowWorth(problem, objectiveOf(problem, goal)));
    this.municipalities = mostOut.length;
    this.goals = worths.length;
    this.#mostOut = mostOut;
    this.#mostIn = mostIn;
    this.#path = worths.map(({ path }) => path);
    problem.dwellingMunicipality.forEach((municipality, d) => this.dwellings.set(d, { municipality }));
    problem.householdMunicipality.forEach((municipality, h) => {
      const pairs = new Map<number, readonly number[]>();
      for (let k = problem.firstPair[h]!; k < problem.firstPair[h + 1]!; k++) {
        pairs.set(
          problem.pairDwelling[k]!,
          worths.map(({ pair }) => pair[k]!),
        );
      }
      this.households.set(h, { municipality, pairs, vetoed: new Set(), frozen: null });
    });
  }

  /** The same, to be told what may not happen. */
  copy(): ToldNetwork {
    const copy: ToldNetwork = Object.assign(new ToldNetwork(this.problem), {
      households: new Map(
        [...this.households].map(([h, { municipality, pairs, vetoed, frozen }]) => [
          h,
          { municipality, pairs: new Map(pairs), vetoed: new Set(vetoed), frozen },
        ]),
      ),
      dwellings: new Map([...this.dwellings].map(([d, { municipality }]) => [d, { municipality }])),
    });
    return copy;
  }

  putHousehold(h: number, { municipality, pairs }: LiveHousehold): void {
    const of = new Map(pairs.map(({ dwelling, worths }) => [dwelling, worths]));
    const vetoed = [...(this.households.get(h)?.vetoed ?? [])].filter((d) => of.has(d));
    this.households.set(h, { municipality, pairs: of, vetoed: new Set(vetoed), frozen: null });
  }

  putDwelling(d: number, { municipality, pairs }: LiveDwelling): void {
    const of = new Map(pairs.map(({ household, worths }) => [household, worths]));
    this.dwellings.set(d, { municipality });
    for (const [h, household] of this.households) {
      household.pairs.delete(d);
      const worths = of.get(h);
      if (worths === undefined) household.vetoed.delete(d);
      else household.pairs.set(d, worths);
    }
  }

  dropDwelling(d: number): void {
    this.dwellings.delete(d);
    for (const { pairs, vetoed } of this.households.values()) {
      pairs.delete(d);
      vetoed.delete(d);
    }
  }

  /** The pairs of a household without those vetoed. */
  open(h: number): number[] {
    const { pairs, vetoed } = this.households.get(h)!;
    return [...pairs.keys()].filter((d) => !vetoed.has(d));
  }

  isFrozen(d: number): boolean {
    return [...this.households.values()].some(({ frozen }) => frozen === d);
  }

  /**
   * The worth of the best flow, goal by goal, by a solve from scratch: up to the goal at which its prices outgrow a double. Null where the frozen placements
   * cannot all be.
   */
  cold(): readonly number[] | null {
    const households = [...this.households.entries()].sort(([a], [b]) => a - b);
    const dwellings = [...this.dwellings.entries()].sort(([a], [b]) => a - b);
    const numberOf = new Map(dwellings.map(([d], at) => [d, at]));
    const firstPair = [0];
    const pairDwelling: number[] = [];
    const frozen: number[] = [];
    const worths: number[][] = this.#path.map(() => []);
    for (const [h, household] of households) {
      for (const d of this.open(h).sort((a, b) => a - b)) {
        pairDwelling.push(numberOf.get(d)!);
        frozen.push(household.frozen === d ? 1 : 0);
        household.pairs.get(d)!.forEach((worth, goal) => worths[goal]!.push(worth));
      }
      firstPair.push(pairDwelling.length);
    }
    const network: PlacementNetwork = {
      householdMunicipality: Int32Array.from(households, ([, { municipality }]) => municipality),
      dwellingMunicipality: Int32Array.from(dwellings, ([, { municipality }]) => municipality),
      firstPair: Int32Array.from(firstPair),
      pairDwelling: Int32Array.from(pairDwelling),
      mostOut: this.#mostOut,
      mostIn: this.#mostIn,
    };
    const worth = (pair: readonly number[], path: number): FlowWorth => ({
      pair: Float64Array.from(pair),
      path,
      granted: null,
    });
    // Frozen placements before any goal: forced wherever that can be.
    const order = [worth(frozen, 0), ...worths.map((pair, goal) => worth(pair, this.#path[goal]!))];
    const { levels } = solveFlow(network, order);
    const asked = households.filter(([, household]) => household.frozen !== null).length;
    return levels[0]!.value === asked ? levels.slice(1).map(({ value }) => value) : null;
  }

  /** What a plan is worth, goal by goal. Throws where it is no plan: a bug. */
  worthOf(plan: readonly LivePlacement[]): readonly number[] {
    const net = new Int32Array(this.municipalities);
    const sums = this.#path.map(() => 0);
    const seen = new Set<number>();
    for (const { household: h, dwelling: d, frozen } of plan) {
      const household = this.households.get(h);
      const worths = household?.vetoed.has(d) === true ? undefined : household?.pairs.get(d);
      if (household === undefined || worths === undefined) throw new Error(`no open pair of ${h} and ${d}`);
      if (seen.size === seen.add(d).size) throw new Error(`two households in ${d}`);
      if (frozen !== (household.frozen === d)) throw new Error(`what is frozen of ${h} and ${d} is not known`);
      net[household.municipality]!++;
      net[this.dwellings.get(d)!.municipality]!--;
      worths.forEach((worth, goal) => (sums[goal]! += worth));
    }
    net.forEach((more, m) => {
      if (more > this.#mostOut[m]! || -more > this.#mostIn[m]!) throw new Error(`${m} is out of its band`);
      if (more > 0) this.#path.forEach((path, goal) => (sums[goal]! += more * path));
    });
    for (const [h, { frozen }] of this.households) {
      const kept = plan.some(({ household, dwelling }) => household === h && dwelling === frozen);
      if (frozen !== null && !kept) throw new Error(`the frozen placement of ${h} is gone`);
    }
    return sums;
  }

  /** Arcs at which prices do not prove that a plan is best: complementary slackness over all pairs, goal after goal. */
  unproven(plan: readonly LivePlacement[], { bands, goals }: LivePrices): readonly string[] {
    const levels = [bands, ...goals];
    const faults: string[] = [];
    const seat = new Map(plan.map(({ household, dwelling }) => [household, dwelling]));
    const used = new Set(plan.map(({ dwelling }) => dwelling));
    const net = new Int32Array(this.municipalities);
    const check = (
      arc: string,
      more: boolean,
      less: boolean,
      cost: (prices: LevelPrices, worth: (of: readonly number[]) => number) => number,
    ): void => {
      const costs = levels.map((prices, level) => cost(prices, (of) => (level === 0 ? 0 : of[level - 1]!)));
      const first = costs.find((at) => at !== 0) ?? 0;
      if ((more && first < 0) || (less && first > 0) || !costs.every(Number.isSafeInteger)) faults.push(arc);
    };
    for (const [h, household] of this.households) {
      const at = seat.get(h);
      if (at !== undefined) {
        net[household.municipality]!++;
        net[this.dwellings.get(at)!.municipality]!--;
      }
      if (household.frozen !== null) continue;
      check(`unplaced ${h}`, true, at === undefined, (p) => p.household[h]! - p.municipality[household.municipality]!);
      for (const d of this.open(h)) {
        if (this.isFrozen(d)) continue;
        check(`pair ${h} ${d}`, true, at === d, (p, worth) => {
          return p.household[h]! - worth(household.pairs.get(d)!) - p.dwelling[d]!;
        });
      }
    }
    for (const [d, { municipality }] of this.dwellings) {
      if (this.isFrozen(d)) continue;
      check(`used ${d}`, !used.has(d), used.has(d), (p) => p.dwelling[d]! - p.municipality[municipality]!);
    }
    net.forEach((more, m) => {
      const out = Math.max(0, more);
      const into = Math.max(0, -more);
      check(`out ${m}`, out < this.#mostOut[m]!, out > 0, (p, worth) => p.hub - p.municipality[m]! - worth(this.#path));
      check(`in ${m}`, into < this.#mostIn[m]!, into > 0, (p) => p.municipality[m]! - p.hub);
    });
    return faults;
  }
}
