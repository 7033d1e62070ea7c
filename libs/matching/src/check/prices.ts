import type { Prices } from '../model/plan.js';
import { EXACT } from './assignment.js';
import type { Faults } from './fault.js';
import type { Ground } from './ground.js';
import { isFields } from './shape.js';

/** How many prices of each kind there must be. */
interface Counts {
  readonly earlier: number;
  readonly branches: number;
}

const areWhole = (values: unknown, length: number, least: number): values is Float64Array =>
  values instanceof Float64Array &&
  values.length === length &&
  values.every((value) => Number.isInteger(value) && value >= least && Math.abs(value) < EXACT);

const isWhole = (value: unknown, least: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least;

/** The prices, where every one is a whole number of the right sign and there is none for what has no limit. */
export function checkedPrices(
  ground: Ground,
  claimed: unknown,
  counts: Counts,
  faults: Faults,
  level: string,
): Prices | null {
  if (!isFields(claimed)) {
    faults.add('CERTIFICATE_MALFORMED', 'In het bewijs ontbreken prijzen.', 'levels', level);
    return null;
  }
  const wrong = wrongOf(ground, claimed, counts);
  if (wrong !== null) {
    faults.add('PRICE_NOT_ALLOWED', `In het bewijs kloppen de prijzen "${wrong}" niet.`, 'levels', level, wrong);
    return null;
  }
  return claimed as unknown as Prices;
}

function wrongOf(ground: Ground, claimed: Readonly<Record<string, unknown>>, counts: Counts): string | null {
  const { problem, municipalities, possible } = ground;
  const lengths: readonly (readonly [keyof Prices, number])[] = [
    ['dwelling', problem.dwellingIds.length],
    ['householdsOut', municipalities],
    ['householdsIn', municipalities],
    ['personsOut', municipalities],
    ['personsIn', municipalities],
    ['floorHouseholds', municipalities],
    ['floorPersons', municipalities],
    ['earlier', counts.earlier],
    ['branches', counts.branches],
  ];
  if (!isWhole(claimed.scale, 1)) return 'scale';
  if (!isWhole(claimed.floorSingles, 0)) return 'floorSingles';
  if (!areWhole(claimed.leg, possible.length, -EXACT)) return 'leg';
  const misshaped = lengths.find(([name, length]) => !areWhole(claimed[name], length, 0));
  return misshaped?.[0] ?? unlimitedOf(ground, claimed as unknown as Prices);
}

/** A price for a limit that is not there proves nothing. */
function unlimitedOf({ problem }: Ground, prices: Prices): string | null {
  const { householdBand, personsBand, neverWorseOff, singlesFloor } = problem;
  const priced = (values: Float64Array, limit: Float64Array): boolean =>
    values.some((price, municipality) => price > 0 && !Number.isFinite(limit[municipality]!));
  if (priced(prices.householdsOut, householdBand.high)) return 'householdsOut';
  if (priced(prices.householdsIn, householdBand.low)) return 'householdsIn';
  if (priced(prices.personsOut, personsBand.high)) return 'personsOut';
  if (priced(prices.personsIn, personsBand.low)) return 'personsIn';
  const free = (values: Float64Array): boolean => values.every((price) => price === 0);
  if (!neverWorseOff && !free(prices.floorHouseholds)) return 'floorHouseholds';
  if (!neverWorseOff && !free(prices.floorPersons)) return 'floorPersons';
  if (!(neverWorseOff && singlesFloor) && prices.floorSingles > 0) return 'floorSingles';
  return null;
}
