import type { Exchange, Leg } from '../model/plan.js';
import type { Problem } from '../model/problem.js';

/** Every way to join legs over borders to exchanges that the caps and the bands allow. */
export function joinings(
  problem: Problem,
  legs: readonly Leg[],
  visit: (exchanges: readonly Exchange[]) => void,
): void {
  const from = legs.map(({ household }) => problem.householdMunicipality[household]!);
  const to = legs.map(({ dwelling }) => problem.dwellingMunicipality[dwelling]!);
  const next: number[] = [];
  const choose = (leg: number): void => {
    if (leg === legs.length) {
      const exchanges = exchangesOf(legs, next);
      if (exchanges.every((exchange) => isAllowed(problem, exchange)) && keepBands(problem, exchanges))
        visit(exchanges);
      return;
    }
    for (let follower = -1; follower < legs.length; follower += 1) {
      const ends = follower < 0;
      if (ends ? problem.maxChain < 2 : from[follower] !== to[leg] || next.indexOf(follower) >= 0) continue;
      next.push(follower);
      choose(leg + 1);
      next.pop();
    }
  };
  choose(0);
}

/** The exchanges when `next` tells for each leg which one follows, −1 for none. */
function exchangesOf(legs: readonly Leg[], next: readonly number[]): Exchange[] {
  const exchanges: Exchange[] = [];
  const done = new Set<number>();
  const follow = (first: number, closed: boolean): void => {
    const chain: Leg[] = [];
    for (let leg = first; leg >= 0 && !done.has(leg); leg = next[leg]!) {
      done.add(leg);
      chain.push(legs[leg]!);
    }
    exchanges.push({ closed, legs: chain });
  };
  legs.forEach((_, leg) => {
    if (!next.includes(leg)) follow(leg, false);
  });
  legs.forEach((_, leg) => {
    if (!done.has(leg)) follow(leg, true);
  });
  return exchanges;
}

function isAllowed(problem: Problem, { closed, legs }: Exchange): boolean {
  const visited = legs.map(({ household }) => problem.householdMunicipality[household]!);
  if (!closed) visited.push(problem.dwellingMunicipality[legs.at(-1)!.dwelling]!);
  return (
    visited.length <= (closed ? problem.maxMunicipalities : problem.maxChain) &&
    new Set(visited).size === visited.length
  );
}

function keepBands(problem: Problem, exchanges: readonly Exchange[]): boolean {
  for (let municipality = 0; municipality < problem.municipalityCodes.length; municipality += 1) {
    const sent = { up: 0, down: 0, personsUp: 0, personsDown: 0 };
    for (const { legs } of exchanges) {
      let households = 0;
      let persons = 0;
      for (const { household, dwelling } of legs) {
        const leaves = problem.householdMunicipality[household] === municipality ? 1 : 0;
        const comes = problem.dwellingMunicipality[dwelling] === municipality ? 1 : 0;
        households += leaves - comes;
        persons += (leaves - comes) * problem.persons[household]!;
      }
      sent.up += Math.max(0, households);
      sent.down += Math.min(0, households);
      sent.personsUp += Math.max(0, persons);
      sent.personsDown += Math.min(0, persons);
    }
    const { householdBand, personsBand } = problem;
    if (sent.up > householdBand.high[municipality]! || sent.down < householdBand.low[municipality]!) return false;
    if (sent.personsUp > personsBand.high[municipality]! || sent.personsDown < personsBand.low[municipality]!)
      return false;
  }
  return true;
}
