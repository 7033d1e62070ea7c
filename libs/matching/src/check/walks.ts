import { charge, hope, type Earning } from './earning.js';

/**
 * Upper bounds of what the rest of an exchange can earn, from walks in the graph of municipalities. Sizes are taken together: any number
 * λ between −personsIn and personsOut of a municipality charges λ × (out − in) at most what the band does, and that sum falls apart by leg.
 */
export interface Walks {
  /** M: the λ of each municipality. */
  readonly lambda: Float64Array;
  /** By number of legs at most, from 1: M × M, the best walk from one municipality to another. */
  readonly upTo: readonly Float64Array[];
}

/** Multiplications that tables of walks may take; beyond that only whether walks can grow without end is asked. */
const MOST_WORK = 600_000_000;
/** Nodes of the graph by municipality and size that are still worth the cube of work. */
const MOST_NODES = 512;

/** Null where there would be too many legs for tables. */
export function bestWalks(earning: Earning): Walks | null {
  const { municipalities, mostClosed, mostOpen } = earning;
  const legs = Math.max(1, Math.max(mostClosed, mostOpen) - 1);
  if ((legs - 1) * municipalities ** 3 > MOST_WORK) return null;
  const lambda = lambdaOf(earning);
  const single = singleLegs(earning, lambda);
  const upTo = [single];
  while (upTo.length < legs) upTo.push(oneLegMore(municipalities, single, upTo.at(-1)!));
  return { lambda, upTo };
}

/** Mostly one of the two is 0 and the other what a person is worth there: then this is that. */
const lambdaOf = ({ personsOut, personsIn }: Earning): Float64Array =>
  personsOut.map((out, municipality) => out - personsIn[municipality]!);

/** M × M: the most that a leg earns, whatever its size; −Infinity where there is none. */
function singleLegs(earning: Earning, lambda: Float64Array): Float64Array {
  const { municipalities, sizes, leg } = earning;
  const single = new Float64Array(municipalities * municipalities).fill(-Infinity);
  for (let from = 0; from < municipalities; from += 1) {
    for (let to = 0; to < municipalities; to += 1) {
      const border = from * municipalities + to;
      sizes.forEach((persons, size) => {
        const earned = leg[border * sizes.length + size]! + (lambda[to]! - lambda[from]!) * persons;
        single[border] = Math.max(single[border]!, earned + hope(earning, from, to));
      });
    }
  }
  return single;
}

function oneLegMore(nodes: number, single: Float64Array, before: Float64Array): Float64Array {
  const after = single.slice();
  for (let from = 0; from < nodes; from += 1) {
    for (let by = 0; by < nodes; by += 1) {
      const first = single[from * nodes + by]!;
      if (first === -Infinity) continue;
      for (let to = 0; to < nodes; to += 1) {
        const earned = first + before[by * nodes + to]!;
        if (earned > after[from * nodes + to]!) after[from * nodes + to] = earned;
      }
    }
  }
  return after;
}

/**
 * The best walk of any length between any two nodes, in place (Floyd–Warshall); false as soon as some walk back to where it began earns,
 * for then others have no end.
 */
function closeWalks(nodes: number, walk: Float64Array): boolean {
  for (let by = 0; by < nodes; by += 1) {
    for (let from = 0; from < nodes; from += 1) {
      const first = walk[from * nodes + by]!;
      if (first === -Infinity) continue;
      for (let to = 0; to < nodes; to += 1) {
        const earned = first + walk[by * nodes + to]!;
        if (earned > walk[from * nodes + to]!) walk[from * nodes + to] = earned;
      }
    }
    for (let node = 0; node < nodes; node += 1) if (walk[node * nodes + node]! > 0) return false;
  }
  return true;
}

/** Whether no walk of any length earns, sizes taken together. */
export function noGrowth(earning: Earning): boolean {
  const { municipalities, mostOpen, householdsOut, householdsIn } = earning;
  const walk = singleLegs(earning, lambdaOf(earning));
  if (!closeWalks(municipalities, walk)) return false;
  if (mostOpen < 2) return true;
  return walk.every((earned, border) => {
    const ends = householdsOut[Math.floor(border / municipalities)]! + householdsIn[border % municipalities]!;
    return earned + earning.path - ends <= 0;
  });
}

/** Whether no walk of any length earns where each municipality charges for the sizes that come in and go out. False when it is too much work to say. */
export function typedWalks(earning: Earning): boolean {
  const { municipalities, sizes, mostOpen } = earning;
  const kinds = sizes.length;
  const nodes = municipalities * kinds;
  if (nodes > MOST_NODES) return false;
  // A node is a municipality and the size of what came into it.
  const walk = new Float64Array(nodes * nodes).fill(-Infinity);
  for (let node = 0; node < nodes; node += 1) {
    const at = Math.floor(node / kinds);
    for (let next = 0; next < nodes; next += 1) {
      const to = Math.floor(next / kinds);
      const price = earning.leg[(at * municipalities + to) * kinds + (next % kinds)]!;
      walk[node * nodes + next] =
        price + hope(earning, at, to) - charge(earning, at, sizes[next % kinds]!, sizes[node % kinds]!);
    }
  }
  return closeWalks(nodes, walk) && (mostOpen < 2 || noPathGrows(earning, nodes, walk));
}

function noPathGrows(earning: Earning, nodes: number, walk: Float64Array): boolean {
  const { municipalities, sizes, path, householdsOut, householdsIn } = earning;
  const kinds = sizes.length;
  const ending = (node: number): number => {
    const at = Math.floor(node / kinds);
    return -householdsIn[at]! - charge(earning, at, 0, sizes[node % kinds]!);
  };
  for (let node = 0; node < nodes; node += 1) {
    let end = ending(node);
    for (let next = 0; next < nodes; next += 1) end = Math.max(end, walk[node * nodes + next]! + ending(next));
    const to = Math.floor(node / kinds);
    for (let from = 0; from < municipalities; from += 1) {
      const start = path - householdsOut[from]! - charge(earning, from, sizes[node % kinds]!, 0);
      const leg = earning.leg[(from * municipalities + to) * kinds + (node % kinds)]! + hope(earning, from, to);
      if (start + leg + end > 0) return false;
    }
  }
  return true;
}
