import { ok, type Result } from '#libs/kernel';
import { networkOf } from '../flow/flow-levels.js';
import { flowWorth } from '../flow/worth.js';
import { objectiveOf, type Problem } from '../model/problem.js';
import { Admission, type LiveDwelling, type LiveHousehold } from './admission.js';
import { DwellingEvents } from './dwelling-events.js';
import { HouseholdEvents } from './household-events.js';
import { extentOf, type DwellingWorth } from './household-row.js';
import { LiveNetwork } from './live-network.js';
import { livePrices, type LivePrices } from './live-prices.js';
import { larger, roomyPacking, type Extent } from './packing.js';
import { PairEvents } from './pair-events.js';
import { tooLarge } from './refusals.js';
import { Repairs, type Change } from './repairs.js';

/** A household in the dwelling that it has. */
export interface LivePlacement {
  readonly household: number;
  readonly dwelling: number;
  readonly frozen: boolean;
}

/**
 * The best flow of a problem for its goals in their order (layer 1: the balance of households, with open paths where they are allowed; no caps, persons or
 * floors), kept while households and dwellings come, change and go. An event puts one unit of the flow out of its place, and the cheapest path through
 * what could still change is its way back; a household or dwelling that goes to another municipality takes two. After each event the flow is worth, goal
 * by goal, exactly what a solve from scratch would reach. Which of the plans of that worth it is depends on the events before.
 *
 * Households and dwellings keep the numbers of the problem; what is added gets the next number, and none is given twice. Worths are whole numbers, one
 * per goal in the order of the goals, as `flowWorth` gives them. Every event tells which households it moved, or refuses and changes nothing:
 * `HOUSEHOLD_UNKNOWN`, `DWELLING_UNKNOWN`, `MUNICIPALITY_UNKNOWN`, `PAIR_UNKNOWN`, `PAIR_TWICE`, `NUMBER_INVALID`, `WEIGHT_TOO_LARGE` (beyond what
 * three doubles tell exactly along a path), `PLACEMENT_FROZEN`, and `BALANCE_IMPOSSIBLE` where frozen placements leave no flow within the bands.
 */
export class LiveFlow {
  readonly #network: LiveNetwork;
  readonly #goals: number;
  readonly #repairs: Repairs;
  readonly #households: HouseholdEvents;
  readonly #dwellings: DwellingEvents;
  readonly #pairs: PairEvents;

  private constructor(network: LiveNetwork, path: readonly number[]) {
    const admission = new Admission(network, path);
    this.#network = network;
    this.#goals = path.length;
    this.#repairs = new Repairs(network, path);
    this.#households = new HouseholdEvents(network, admission, this.#repairs);
    this.#dwellings = new DwellingEvents(network, admission, this.#repairs);
    this.#pairs = new PairEvents(network, admission, this.#repairs);
  }

  /** Lets the households of a problem come one after another. Refuses `WEIGHT_TOO_LARGE`. */
  static of(problem: Problem): Result<LiveFlow> {
    const { mostOut, mostIn } = networkOf(problem);
    const worths = problem.goals.map((goal) => flowWorth(problem, objectiveOf(problem, goal)));
    const path = worths.map((worth) => worth.path);
    const pairsOf = (h: number): DwellingWorth[] => {
      const pairs: DwellingWorth[] = [];
      for (let k = problem.firstPair[h]!, end = problem.firstPair[h + 1]!; k < end; k++) {
        pairs.push({ dwelling: problem.pairDwelling[k]!, worths: worths.map(({ pair }) => pair[k]!) });
      }
      return pairs;
    };
    let extent: Extent = { dwellings: problem.dwellingIds.length, ...extentOf([], path.length) };
    for (let h = 0; h < problem.persons.length; h++) extent = larger(extent, extentOf(pairsOf(h), path.length));
    const packing = roomyPacking(extent, mostOut.length, path);
    if (packing === null) return tooLarge();
    const network = new LiveNetwork(mostOut, mostIn, path, packing);
    for (const municipality of problem.dwellingMunicipality) network.newDwelling(municipality);
    const live = new LiveFlow(network, path);
    problem.householdMunicipality.forEach((municipality, h) => {
      live.#households.enter(municipality, pairsOf(h));
      live.#repairs.end();
    });
    return ok(live);
  }

  /** What the flow is worth, per goal in their order. */
  get values(): readonly number[] {
    return this.#repairs.values;
  }

  /** By ascending household. */
  placements(): readonly LivePlacement[] {
    return this.#network.seat.flatMap((dwelling, household) =>
      dwelling < 0 ? [] : [{ household, dwelling, frozen: this.#network.frozen.has(household) }],
    );
  }

  prices(): LivePrices {
    return livePrices(this.#network, this.#goals);
  }

  addHousehold(household: LiveHousehold): Result<Change & { readonly household: number }> {
    return this.#households.add(household);
  }

  /** From now on it has this municipality and these pairs; of those that it had before, a veto stays. */
  changeHousehold(household: number, to: LiveHousehold): Result<Change> {
    return this.#households.change(household, to);
  }

  withdrawHousehold(household: number): Result<Change> {
    return this.#households.withdraw(household);
  }

  addDwelling(dwelling: LiveDwelling): Result<Change & { readonly dwelling: number }> {
    return this.#dwellings.add(dwelling);
  }

  /** As `changeHousehold`. */
  changeDwelling(dwelling: number, to: LiveDwelling): Result<Change> {
    return this.#dwellings.change(dwelling, to);
  }

  withdrawDwelling(dwelling: number): Result<Change> {
    return this.#dwellings.withdraw(dwelling);
  }

  /** The pair is not used until it is allowed again. Not when it is frozen. */
  veto(household: number, dwelling: number): Result<Change> {
    return this.#pairs.veto(household, dwelling);
  }

  /** Takes a veto back. */
  allow(household: number, dwelling: number): Result<Change> {
    return this.#pairs.allow(household, dwelling);
  }

  /** From now on the two are each other's only, whatever that costs others; refuses `PAIR_VETOED` too. */
  freeze(household: number, dwelling: number): Result<Change> {
    return this.#pairs.freeze(household, dwelling);
  }

  /** They may part again. Refuses `PLACEMENT_NOT_FROZEN` too. */
  release(household: number, dwelling: number): Result<Change> {
    return this.#pairs.release(household, dwelling);
  }
}
