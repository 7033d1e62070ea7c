import { command, type SentCommand, type TurnedProduct } from './turned-product.js';

export const UTRECHT = 'GM0344';
export const ZEIST = 'GM0355';
export const SOEST = 'GM0342';

/** Who works for a municipality. */
export const officialOf: Readonly<Record<string, string>> = {
  [UTRECHT]: 'gemeente-utrecht',
  [ZEIST]: 'gemeente-zeist',
  [SOEST]: 'gemeente-soest',
};
const official = (municipality: string): string => officialOf[municipality] ?? '';

export interface Leg {
  readonly household: string;
  readonly from: string;
  readonly dwelling: string;
  readonly to: string;
}

export const receive = (household: string, municipality: string, persons: number): SentCommand =>
  command(official(municipality), 'koppelingReceive', {
    household,
    municipality,
    persons,
    permitOn: '2026-01-12',
    coupledOn: '2026-01-26',
    source: 'koppellijst',
  });

export const offer = (
  municipality: string,
  key: string,
  bedrooms: number,
  [minPersons, maxPersons]: readonly [number, number],
): SentCommand =>
  command(
    official(municipality),
    'dwellingOffer',
    { municipality, key, bedrooms, minPersons, maxPersons, access: 'stairs', rent: 70_000, from: '2026-03-01' },
    'id',
  );

export const changeProfile = (household: string, municipality: string, bedrooms: number): SentCommand =>
  command(official(municipality), 'householdChangeProfile', {
    household,
    municipality,
    profile: { bedrooms, maxRent: 90_000 },
  });

export const propose = (legs: readonly Leg[]): SentCommand =>
  command('coordinator-utrecht', 'exchangePropose', { legs }, 'exchange');

export const accept = (exchange: string, municipality: string): SentCommand =>
  command(official(municipality), 'exchangeAccept', { exchange, municipality });

export const inform = (exchange: string, leg: number, from: string, on: string): SentCommand =>
  command(official(from), 'householdInform', { exchange, leg, on });

export const confirm = (person: string, exchange: string, leg: number, on: string): SentCommand =>
  command(person, 'recouplingConfirm', { exchange, leg, on, reference: `COA-${leg}` });

export const place = (municipality: string, household: string, dwelling: string | null, on: string): SentCommand =>
  command(official(municipality), 'placementRecord', {
    household,
    municipality,
    kind: 'regular',
    movedOn: on,
    ...(dwelling === null ? {} : { dwelling }),
  });

/** What a swap is made of. */
export interface Swap {
  readonly family: string;
  readonly single: string;
  readonly studio: string;
  readonly house: string;
  readonly legs: readonly [Leg, Leg];
}

let swaps = 0;

/** A family coupled to Utrecht, where only a studio is free; a single person coupled to Zeist, where only a house is. */
export async function couldSwap(product: TurnedProduct): Promise<Swap> {
  const n = ++swaps;
  const [family, single] = [`f-${n}-0a1b2c3d`, `s-${n}-4e5f6a7b`];
  await done(product, receive(family, UTRECHT, 5));
  await done(product, receive(single, ZEIST, 1));
  await done(product, changeProfile(family, UTRECHT, 3));
  const studio = await done(product, offer(UTRECHT, `woning ${n}`, 1, [1, 1]));
  const house = await done(product, offer(ZEIST, `woning ${n}`, 4, [4, 6]));
  const [inUtrecht, inZeist] = [String(studio['id']), String(house['id'])];
  return {
    family,
    single,
    studio: inUtrecht,
    house: inZeist,
    legs: [
      { household: family, from: UTRECHT, dwelling: inZeist, to: ZEIST },
      { household: single, from: ZEIST, dwelling: inUtrecht, to: UTRECHT },
    ],
  };
}

/** Sends it and gives its result. @throws Error when it is refused */
export async function done(product: TurnedProduct, sent: SentCommand): Promise<Readonly<Record<string, unknown>>> {
  const { refusal, result } = await product.insist(sent);
  if (refusal !== null) throw new Error(`${sent.mutation} was refused: ${refusal.code} ${refusal.message}`);
  return result ?? {};
}
