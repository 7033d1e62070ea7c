import type { Certificate, Prices, Split } from '../model/plan.js';
import type { Chance } from './small-instances.js';

/** What prices are made for: how many of each there are. */
export interface Room {
  readonly municipalities: number;
  /** Persons by number of size, as the checker counts them. */
  readonly sizes: readonly number[];
  readonly dwellings: number;
  readonly pairs: number;
  readonly earlier: number;
  /** The size of steps that prices are changed by. */
  readonly step: number;
  /** What a leg costs at first, so that nothing earns. */
  readonly start: number;
}

/**
 * An adversary of the checker: changes prices at random and keeps whatever `proven` accepts with a lower bound. `proven` answers null for what it
 * refuses. Were there a certificate that is accepted and proves too much, this would find it on small problems.
 */
export function squeeze(
  room: Room,
  random: Chance,
  attempts: number,
  proven: (certificate: Certificate) => number | null,
): { readonly certificate: Certificate; readonly bound: number | null } {
  const leaves: Leaf[] = [];
  const certificate = randomTree(room, random, random() < 0.5 ? 0 : 2, [], leaves);
  let bound = proven(certificate);
  for (let attempt = 0; attempt < attempts && bound !== null; attempt += 1) {
    const leaf = leaves[Math.floor(random() * leaves.length)]!;
    const changes = random() < 0.2 ? branchChange(room, random, leaf) : randomChange(room, random, leaf.prices);
    for (const [values, index, by] of changes) values[index]! += by;
    const next = proven(certificate);
    if (next !== null && next <= bound) bound = next;
    else for (const [values, index, by] of changes) values[index]! -= by;
  }
  return { certificate, bound };
}

/** Prices and the splits above them. */
interface Leaf {
  readonly prices: Prices;
  readonly splits: readonly Split[];
}

const below = (random: Chance, count: number): number => Math.floor(random() * count);

function randomTree(room: Room, random: Chance, depth: number, splits: readonly Split[], leaves: Leaf[]): Certificate {
  const split = depth > 0 ? randomSplit(room, random) : null;
  if (split === null) {
    const prices = pricesOf(room, splits.length);
    leaves.push({ prices, splits });
    return { kind: 'prices', prices };
  }
  const side = (): Certificate => randomTree(room, random, depth - 1, [...splits, split], leaves);
  return { kind: 'split', split, below: side(), above: side() };
}

function randomSplit(room: Room, random: Chance): Split | null {
  if (random() < 0.4) return room.pairs === 0 ? null : { on: 'pair', pair: below(random, room.pairs) };
  const all = Array.from({ length: room.municipalities }, (_, municipality) => municipality);
  const visited = all
    .map((municipality) => [random(), municipality] as const)
    .sort(([a], [b]) => a - b)
    .slice(0, 2 + below(random, 2))
    .map(([, municipality]) => municipality);
  if (visited.length < 2 || room.sizes.length === 0) return null;
  const closed = random() < 0.7;
  while (closed && visited[0] !== Math.min(...visited)) visited.push(visited.shift()!);
  const ends = closed ? visited.length : visited.length - 1;
  const legs = visited.slice(0, ends).map((from, index) => {
    const to = visited[(index + 1) % visited.length]!;
    return (from * room.municipalities + to) * room.sizes.length + below(random, room.sizes.length);
  });
  return { on: 'exchange', closed, legs, most: below(random, 2) };
}

function pricesOf(room: Room, branches: number): Prices {
  const each = (): Float64Array => new Float64Array(room.municipalities);
  return {
    scale: 1,
    dwelling: new Float64Array(room.dwellings),
    leg: new Float64Array(room.municipalities ** 2 * room.sizes.length).fill(room.start),
    householdsOut: each(),
    householdsIn: each(),
    personsOut: each(),
    personsIn: each(),
    floorHouseholds: each(),
    floorPersons: each(),
    floorSingles: 0,
    earlier: new Float64Array(room.earlier),
    branches: new Float64Array(branches),
  };
}

type Change = readonly [values: Float64Array, index: number, by: number];

/** The price of a branch on a kind of exchange together with that of one of its legs, so that the one may pay for the other. */
function branchChange(room: Room, random: Chance, { prices, splits }: Leaf): Change[] {
  const index = below(random, splits.length);
  const split = splits[index];
  if (split === undefined) return [];
  const by = (random() < 0.7 ? 1 : -1) * (1 + below(random, room.step));
  if (split.on === 'pair') return [[prices.branches, index, by]];
  return [
    [prices.branches, index, by],
    [prices.leg, split.legs[below(random, split.legs.length)]!, random() < 0.5 ? by : -by],
  ];
}

/** One price, or all prices of legs of a municipality together with what may pay for them. */
function randomChange(room: Room, random: Chance, prices: Prices): Change[] {
  const by = (random() < 0.5 ? 1 : -1) * (random() < 0.3 ? 1 : 1 + below(random, room.step));
  const { dwelling, leg, householdsOut, householdsIn, personsOut, personsIn, earlier, branches } = prices;
  if (random() < 0.4) return municipalityChange(room, random, prices, by);
  const lists = [dwelling, dwelling, leg, householdsOut, householdsIn, personsOut, personsIn, earlier, branches];
  const chosen = [...lists, prices.floorHouseholds, prices.floorPersons].filter(({ length }) => length > 0);
  return [0, 1].slice(below(random, 2)).flatMap((): Change[] => {
    const values = chosen[below(random, chosen.length)];
    return values === undefined ? [] : [[values, below(random, values.length), random() < 0.5 ? by : -by]];
  });
}

function municipalityChange({ municipalities, sizes }: Room, random: Chance, prices: Prices, by: number): Change[] {
  const at = below(random, municipalities);
  const byPersons = random() < 0.4;
  const changes: Change[] = [];
  for (let other = 0; other < municipalities; other += 1) {
    sizes.forEach((persons, size) => {
      const amount = byPersons ? by * persons : by;
      changes.push([prices.leg, (at * municipalities + other) * sizes.length + size, amount]);
      changes.push([prices.leg, (other * municipalities + at) * sizes.length + size, -amount]);
    });
  }
  const [out, into] = byPersons ? [prices.personsOut, prices.personsIn] : [prices.householdsOut, prices.householdsIn];
  if (random() < 0.7) changes.push([by > 0 ? out : into, at, Math.abs(by)]);
  if (random() < 0.3) changes.push([by > 0 ? into : out, at, -Math.abs(by)]);
  return changes;
}
