import type { Result } from '#libs/kernel';
import type { LiveDwelling, LiveHousehold } from '../admission.js';
import type { LiveFlow } from '../live-flow.js';
import type { Change } from '../repairs.js';
import type { ToldNetwork } from './told-network.js';

export const EVENTS = [
  'addHousehold',
  'changeHousehold',
  'withdrawHousehold',
  'addDwelling',
  'changeDwelling',
  'withdrawDwelling',
  'veto',
  'allow',
  'freeze',
  'release',
] as const;
export type EventKind = (typeof EVENTS)[number];

/** Something that happens to a live flow, and to what it was told when it did. */
export interface LiveEvent {
  readonly kind: EventKind;
  readonly named: string;
  readonly happen: (live: LiveFlow) => Result<Change>;
  readonly tell: (told: ToldNetwork, change: Change) => void;
}

const upTo = (random: () => number, most: number): number => Math.floor(random() * (most + 1));

function oneOf<T>(random: () => number, values: readonly T[]): T | undefined {
  return values[upTo(random, values.length - 1)];
}

/**
 * An event of any kind that may or may not be refused; null where there is nothing that it could happen to. What comes is worth something like what
 * is there: `worths` invents that of a pair.
 */
export function randomEvent(
  random: () => number,
  told: ToldNetwork,
  worths: () => readonly number[],
  kinds: readonly EventKind[] = EVENTS,
): LiveEvent | null {
  const kind = oneOf(random, kinds)!;
  const h = oneOf(random, [...told.households.keys()]);
  const d = oneOf(random, [...told.dwellings.keys()]);
  const density = random();
  const place = (): number => upTo(random, told.municipalities - 1);
  const some = (numbers: Iterable<number>): number[] => [...numbers].filter(() => random() < density);
  const household = (municipality: number): LiveHousehold => ({
    municipality,
    pairs: some(told.dwellings.keys()).map((dwelling) => ({ dwelling, worths: worths() })),
  });
  const dwelling = (municipality: number): LiveDwelling => ({
    municipality,
    pairs: some(told.households.keys()).map((of) => ({ household: of, worths: worths() })),
  });
  // Half of what changes stays where it is.
  const stays = random() < 0.5;
  if (kind === 'addHousehold') {
    const added = household(place());
    return {
      ...{ kind, named: `${kind} ${JSON.stringify(added)}` },
      happen: (live) => live.addHousehold(added),
      tell: (to, change) => to.putHousehold((change as Change & { household: number }).household, added),
    };
  }
  if (kind === 'addDwelling') {
    const added = dwelling(place());
    return {
      ...{ kind, named: `${kind} ${JSON.stringify(added)}` },
      happen: (live) => live.addDwelling(added),
      tell: (to, change) => to.putDwelling((change as Change & { dwelling: number }).dwelling, added),
    };
  }
  if (kind === 'changeDwelling' || kind === 'withdrawDwelling') {
    if (d === undefined) return null;
    const changed = dwelling(stays ? told.dwellings.get(d)!.municipality : place());
    const withdrawn = kind === 'withdrawDwelling';
    return {
      ...{ kind, named: withdrawn ? `${kind} ${d}` : `${kind} ${d} ${JSON.stringify(changed)}` },
      happen: (live) => (withdrawn ? live.withdrawDwelling(d) : live.changeDwelling(d, changed)),
      tell: (to) => (withdrawn ? to.dropDwelling(d) : to.putDwelling(d, changed)),
    };
  }
  if (h === undefined) return null;
  const of = told.households.get(h)!;
  if (kind === 'changeHousehold' || kind === 'withdrawHousehold') {
    const changed = household(stays ? of.municipality : place());
    const withdrawn = kind === 'withdrawHousehold';
    return {
      ...{ kind, named: withdrawn ? `${kind} ${h}` : `${kind} ${h} ${JSON.stringify(changed)}` },
      happen: (live) => (withdrawn ? live.withdrawHousehold(h) : live.changeHousehold(h, changed)),
      tell: (to) => (withdrawn ? void to.households.delete(h) : to.putHousehold(h, changed)),
    };
  }
  return pairEvent(random, told, kind);
}

/** A veto or a freeze of a pair that is there, or the end of one. */
function pairEvent(
  random: () => number,
  told: ToldNetwork,
  kind: 'veto' | 'allow' | 'freeze' | 'release',
): LiveEvent | null {
  const all = [...told.households].flatMap(([h, { pairs, vetoed, frozen }]) =>
    [...pairs.keys()].flatMap((d) => {
      if (kind === 'allow' && !vetoed.has(d)) return [];
      return kind === 'release' && frozen !== d ? [] : [{ h, d }];
    }),
  );
  const pair = oneOf(random, all);
  if (pair === undefined) return null;
  const { h, d } = pair;
  return {
    ...{ kind, named: `${kind} ${h} ${d}` },
    happen: (live) => live[kind](h, d),
    tell: (to) => {
      const of = to.households.get(h)!;
      if (kind === 'veto') of.vetoed.add(d);
      else if (kind === 'allow') of.vetoed.delete(d);
      else of.frozen = kind === 'freeze' ? d : null;
    },
  };
}
