import { refuse, type Result } from '#libs/kernel';
import { extentOf, type DwellingWorth } from './household-row.js';
import type { LiveNetwork } from './live-network.js';
import type { HouseholdWorth } from './live-pairs.js';
import { larger, roomyPacking, type Extent } from './packing.js';
import { allowed, isFrozen, tooLarge, unknownDwelling, unknownHousehold } from './refusals.js';

/** A household as a live flow knows it: by number, with all dwellings that it could get. */
export interface LiveHousehold {
  readonly municipality: number;
  readonly pairs: readonly DwellingWorth[];
}

/** A dwelling, with all households that could get it. */
export interface LiveDwelling {
  readonly municipality: number;
  readonly pairs: readonly HouseholdWorth[];
}

/** Looks at what an event brings before anything changes, and makes room for larger worths than there were. */
export class Admission {
  constructor(
    private readonly network: LiveNetwork,
    private readonly path: readonly number[],
  ) {}

  /** A household that is there and may be moved. */
  freeHousehold(h: number): Result<null> {
    if (!this.network.isHousehold(h)) return unknownHousehold(['household']);
    return this.network.frozen.has(h) ? isFrozen(['household']) : allowed;
  }

  freeDwelling(d: number): Result<null> {
    if (!this.network.isDwelling(d)) return unknownDwelling(['dwelling']);
    return this.network.isFrozenDwelling(d) ? isFrozen(['dwelling']) : allowed;
  }

  household({ municipality, pairs }: LiveHousehold): Result<null> {
    const sound = this.#sound(municipality, pairs);
    if (!sound.ok) return sound;
    const missing = pairs.findIndex(({ dwelling }) => !this.network.isDwelling(dwelling));
    if (missing >= 0) return unknownDwelling(['pairs', String(missing), 'dwelling']);
    const twice = firstTwice(pairs.map(({ dwelling }) => dwelling));
    if (twice >= 0) return pairTwice(twice);
    return this.#room({ dwellings: this.network.dwellings, ...extentOf(pairs, this.path.length) });
  }

  /** `added`: how many dwellings there will be more. */
  dwelling({ municipality, pairs }: LiveDwelling, added: number): Result<null> {
    const sound = this.#sound(municipality, pairs);
    if (!sound.ok) return sound;
    const missing = pairs.findIndex(({ household }) => !this.network.isHousehold(household));
    if (missing >= 0) return unknownHousehold(['pairs', String(missing), 'household']);
    const twice = firstTwice(pairs.map(({ household }) => household));
    if (twice >= 0) return pairTwice(twice);
    const extent: Extent = { dwellings: this.network.dwellings + added, ...extentOf([], this.path.length) };
    for (const { household, worths } of pairs) this.network.row[household]!.widen(extent, worths);
    return this.#room(extent);
  }

  #sound(municipality: number, pairs: readonly { readonly worths: readonly number[] }[]): Result<null> {
    if (this.network.mostOut[municipality] === undefined) {
      return refuse('MUNICIPALITY_UNKNOWN', 'deze gemeente doet niet mee', ['municipality']);
    }
    const wrong = pairs.findIndex(
      ({ worths }) => worths.length !== this.path.length || !worths.every((worth) => Number.isSafeInteger(worth)),
    );
    if (wrong < 0) return allowed;
    return refuse('NUMBER_INVALID', 'voor elk doel is er één geheel getal', ['pairs', String(wrong), 'worths']);
  }

  #room(extent: Extent): Result<null> {
    const { network } = this;
    if (network.packing.covers(extent)) return allowed;
    const packing = roomyPacking(larger(network.extent(), extent), network.hub, this.path);
    if (packing === null) return tooLarge();
    network.repack(packing);
    return allowed;
  }
}

function firstTwice(numbers: readonly number[]): number {
  const seen = new Set<number>();
  return numbers.findIndex((number) => seen.size === seen.add(number).size);
}

const pairTwice = (at: number): Result<never> => refuse('PAIR_TWICE', 'dit paar staat er al', ['pairs', String(at)]);
