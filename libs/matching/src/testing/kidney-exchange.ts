import type { Chance } from './small-instances.js';

/**
 * Donors who give to strangers so that their own patient receives: a legal instance of ours, so that optima of that field are optima for us. Pair i
 * gives to patient j where `gives[i][j]`; the altruistic donors come after the pairs and bring no patient.
 */
export interface KidneyExchange {
  readonly pairs: number;
  readonly altruists: number;
  /** Donors × pairs. */
  readonly gives: readonly (readonly boolean[])[];
}

export interface KidneyCaps {
  /** Pairs in a cycle at most. */
  readonly cycle: number;
  /** Pairs and the altruistic donor in a chain at most; 0 where there are none. */
  readonly chain: number;
}

type Blood = 'O' | 'A' | 'B' | 'AB';

/** Shares of blood groups, and of patients by how often their blood rejects a donor whose group fits: as in Saidman et al. (2006). */
const BLOOD: readonly (readonly [number, Blood])[] = [
  [0.48, 'O'],
  [0.34, 'A'],
  [0.14, 'B'],
  [0.04, 'AB'],
];
const SENSITISED: readonly (readonly [number, number])[] = [
  [0.7, 0.05],
  [0.2, 0.45],
  [0.1, 0.9],
];

function drawn<T>(random: Chance, shares: readonly (readonly [number, T])[]): T {
  let left = random();
  for (const [share, value] of shares) {
    left -= share;
    if (left < 0) return value;
  }
  return shares.at(-1)![1];
}

const fits = (donor: Blood, patient: Blood): boolean => donor === 'O' || donor === patient || patient === 'AB';

/** A pool of pairs whose own donor does not fit. */
export function kidneyExchange(random: Chance, pairs: number, altruists = 0): KidneyExchange {
  const accepts = (donor: Blood, patient: Patient): boolean =>
    fits(donor, patient.blood) && random() >= patient.sensitised;
  const patients: Patient[] = [];
  const donors: Blood[] = [];
  while (patients.length < pairs) {
    const patient = { blood: drawn(random, BLOOD), sensitised: drawn(random, SENSITISED) };
    const donor = drawn(random, BLOOD);
    if (accepts(donor, patient)) continue;
    patients.push(patient);
    donors.push(donor);
  }
  for (let altruist = 0; altruist < altruists; altruist += 1) donors.push(drawn(random, BLOOD));
  const gives = donors.map((donor, number) =>
    patients.map((patient, other) => number !== other && accepts(donor, patient)),
  );
  return { pairs, altruists, gives };
}

interface Patient {
  readonly blood: Blood;
  readonly sensitised: number;
}

const numbered = (prefix: string, number: number): string => `${prefix}${`${number}`.padStart(4, '0')}`;

/**
 * The pool as a document of interfaces.md §3. A pair is a municipality with one household (the patient) and one dwelling (the donor). A chain starts, in
 * travel order, with the patient whose donor gives nothing back and ends at the altruistic donor: balances let pairs send and altruists receive one.
 */
export function kidneyDocument({ pairs, altruists, gives }: KidneyExchange, caps: KidneyCaps): unknown {
  const donors = Array.from({ length: pairs + altruists }, (_, donor) => donor);
  const chains = altruists > 0;
  return {
    version: 1,
    policy: { maxMunicipalities: caps.cycle, maxChain: chains ? caps.chain : 0, goals: ['weight'] },
    municipalities: donors.map((donor) => ({
      code: numbered('GM', donor),
      householdBalance: chains ? (donor < pairs ? -1 : 1) : 0,
      personsBalance: 0,
    })),
    households: donors
      .slice(0, pairs)
      .map((pair) => ({ id: numbered('h', pair), municipality: numbered('GM', pair), persons: 1 })),
    dwellings: donors.map((donor) => ({ id: numbered('d', donor), municipality: numbered('GM', donor) })),
    pairs: donors.flatMap((donor) =>
      donors
        .slice(0, pairs)
        .filter((patient) => gives[donor]![patient]!)
        .map((patient) => [numbered('h', patient), numbered('d', donor), 1]),
    ),
  };
}

/** How many patients can receive at most. By dynamic programming over sets of pairs: for up to some 14 of them. */
export function mostTransplants(exchange: KidneyExchange, caps: KidneyCaps): number {
  const { pairs, altruists } = exchange;
  let covered = unionsOf(pairs, simpleCycles(exchange, caps.cycle));
  for (let altruist = 0; altruist < altruists; altruist += 1) {
    const chains = setsByPath(exchange, pairs + altruist, caps.chain - 1);
    const before = covered;
    // Each altruistic donor starts one chain or none.
    covered = before.slice();
    before.forEach((possible, set) => {
      if (possible === 0) return;
      for (const chain of chains) if ((chain & set) === 0) covered[chain | set] = 1;
    });
  }
  let most = 0;
  covered.forEach((possible, set) => {
    if (possible === 1) most = Math.max(most, sizeOf(set));
  });
  return most;
}

/** Sets of pairs: 1 where the pairs can be parted into sets of the list. */
function unionsOf(pairs: number, sets: readonly number[]): Uint8Array {
  const covered = new Uint8Array(2 ** pairs);
  covered[0] = 1;
  for (let set = 1; set < covered.length; set += 1) {
    const first = set & -set;
    if (sets.some((part) => (part & first) !== 0 && (part & ~set) === 0 && covered[set & ~part] === 1))
      covered[set] = 1;
  }
  return covered;
}

/** The sets of pairs along which a donor can start giving: never the empty one. */
function setsByPath({ pairs, gives }: KidneyExchange, donor: number, most: number, closing?: number): number[] {
  const sets = new Set<number>();
  const go = (giver: number, set: number, size: number): void => {
    if (closing === undefined ? size > 0 : size > 0 && gives[giver]![closing]!) sets.add(set);
    if (size >= most) return;
    for (let patient = 0; patient < pairs; patient += 1)
      if (patient !== closing && (set & (1 << patient)) === 0 && gives[giver]![patient]!)
        go(patient, set | (1 << patient), size + 1);
  };
  go(donor, 0, 0);
  return [...sets];
}

function simpleCycles(exchange: KidneyExchange, most: number): number[] {
  const cycles = new Set<number>();
  for (let pair = 0; pair < exchange.pairs; pair += 1)
    for (const others of setsByPath(exchange, pair, most - 1, pair)) cycles.add(others | (1 << pair));
  return [...cycles];
}

function sizeOf(set: number): number {
  let size = 0;
  for (let left = set; left > 0; left &= left - 1) size += 1;
  return size;
}
