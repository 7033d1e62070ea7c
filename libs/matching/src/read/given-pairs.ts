import type { Problem } from '../model/problem.js';
import type { Faults } from './faults.js';
import { lookUp, type Numbered } from './numbering.js';

type Pairs = Pick<Problem, 'firstPair' | 'pairDwelling' | 'pairWeight'>;

/** As they stand in the file. */
interface Columns {
  readonly household: Int32Array;
  readonly dwelling: Int32Array;
  readonly weight: Float64Array;
}

/**
 * The given pairs by household and dwelling; null where there are faults. Half a million pairs are usual, so a loop reads them, without an
 * object for each.
 */
export function givenPairs(
  pairs: unknown,
  households: Numbered<unknown>,
  dwellings: Numbered<unknown>,
  faults: Faults,
): Pairs | null {
  if (!Array.isArray(pairs)) {
    faults.add('INPUT_INVALID', 'dit veld heeft een verkeerde vorm (verwacht: array)', ['pairs']);
    return null;
  }
  const columns = readColumns(pairs, households, dwellings, faults);
  if (!faults.none) return null;
  const order = sortedBy(columns.household, households.ids.length, sortedBy(columns.dwelling, dwellings.ids.length));
  refuseTwice(columns, order, faults);
  refuseTooLarge(columns.weight, households.ids.length, faults);
  return faults.none ? inOrder(columns, order, households.ids.length) : null;
}

function readColumns(
  pairs: readonly unknown[],
  households: Numbered<unknown>,
  dwellings: Numbered<unknown>,
  faults: Faults,
): Columns {
  const household = new Int32Array(pairs.length);
  const dwelling = new Int32Array(pairs.length);
  const weight = new Float64Array(pairs.length);
  for (let i = 0; i < pairs.length && !faults.full; i++) {
    const pair: unknown = pairs[i];
    if (!isPair(pair)) {
      const message = 'een paar is [huishouden, woning, gewicht], met twee teksten';
      faults.add('PAIR_INVALID', message, ['pairs', i]);
    } else {
      const [h, d, w] = pair;
      household[i] =
        households.numberOf.get(h) ?? lookUp(households.numberOf, h, 'HOUSEHOLD_UNKNOWN', ['pairs', i, 0], faults);
      dwelling[i] =
        dwellings.numberOf.get(d) ?? lookUp(dwellings.numberOf, d, 'DWELLING_UNKNOWN', ['pairs', i, 1], faults);
      if (Number.isSafeInteger(w)) weight[i] = (w as number) + 0;
      else faults.add('NUMBER_INVALID', 'een gewicht is een geheel getal van hoogstens 2^53 − 1', ['pairs', i, 2]);
    }
  }
  return { household, dwelling, weight };
}

const isPair = (pair: unknown): pair is readonly [string, string, unknown] =>
  Array.isArray(pair) && pair.length === 3 && typeof pair[0] === 'string' && typeof pair[1] === 'string';

/** Row numbers by ascending key, equal keys as they stood: a counting sort, so that a million equal keys cost no more than others. */
function sortedBy(keys: Int32Array, most: number, rows?: Int32Array): Int32Array {
  const next = new Int32Array(most + 1);
  for (let i = 0; i < keys.length; i++) next[keys[i]! + 1]! += 1;
  for (let key = 0; key < most; key++) next[key + 1]! += next[key]!;
  const sorted = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const row = rows === undefined ? i : rows[i]!;
    sorted[next[keys[row]!]!++] = row;
  }
  return sorted;
}

function refuseTwice({ household, dwelling }: Columns, order: Int32Array, faults: Faults): void {
  for (let k = 1; k < order.length && !faults.full; k++) {
    const [before, row] = [order[k - 1]!, order[k]!];
    if (household[before] === household[row] && dwelling[before] === dwelling[row]) {
      faults.add('PAIR_TWICE', `dit paar staat er al (regel ${before})`, ['pairs', row], { first: before });
    }
  }
}

/** A plan adds up a weight per household at most: that sum, and its negative, must be told exactly by a double. */
function refuseTooLarge(weight: Float64Array, households: number, faults: Faults): void {
  const most = Math.floor(Number.MAX_SAFE_INTEGER / Math.max(1, households));
  for (let i = 0; i < weight.length && !faults.full; i++) {
    if (Math.abs(weight[i]!) > most) {
      const message = `dit gewicht maal ${households} huishoudens gaat boven 2^53 − 1`;
      faults.add('WEIGHT_TOO_LARGE', message, ['pairs', i, 2], { most });
    }
  }
}

const fits32Bits = (weight: Float64Array): boolean => weight.every((value) => value === (value | 0));

function inOrder({ household, dwelling, weight }: Columns, order: Int32Array, households: number): Pairs {
  const firstPair = new Int32Array(households + 1);
  const pairDwelling = new Int32Array(order.length);
  const pairWeight = fits32Bits(weight) ? new Int32Array(order.length) : new Float64Array(order.length);
  for (let k = 0; k < order.length; k++) {
    const row = order[k]!;
    firstPair[household[row]! + 1]! += 1;
    pairDwelling[k] = dwelling[row]!;
    pairWeight[k] = weight[row]!;
  }
  for (let h = 0; h < households; h++) firstPair[h + 1]! += firstPair[h]!;
  return { firstPair, pairDwelling, pairWeight };
}
