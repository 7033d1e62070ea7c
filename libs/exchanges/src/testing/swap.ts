import { addDays, dateOf, instantOrThrow, type Instant, type MunicipalityCode } from '#libs/kernel';
import { ImportKoppelingen } from '#libs/koppeling';
import type { KnownExchange } from '../domain/exchange.js';
import {
  AcceptExchange,
  ConfirmRecoupling,
  InformHousehold,
  ProposeExchange,
  type ProposedExchange,
  type ProposeInput,
} from '../features/index.js';
import { coa, official, operator, type Platform } from './platform.js';
import { HOUSEHOLDS, populate, soest, zeist } from './town-halls.js';

/** Soest gives a household of four to Zeist and gets a single back. */
export const SWAP = [
  { household: 'soest-4', from: soest, dwelling: 'zeist-home', to: zeist },
  { household: 'zeist-1', from: zeist, dwelling: 'soest-flat', to: soest },
];
/** Of the households and dwellings of `SWAP`: a single of Zeist goes to a place in the doorstroomlocatie of Soest. */
export const TO_DOORSTROOM = [{ household: 'zeist-1', from: zeist, dwelling: 'soest-place', to: soest }];

/** A list of COA, of which each row has a household of `SWAP` in a municipality since that day. */
export function coaList(
  rows: readonly { readonly household: string; readonly municipality: MunicipalityCode; readonly since: string }[],
  source = 'COA-lijst week 20',
  dryRun = false,
): ImportKoppelingen {
  const lines = rows.map(({ household, municipality, since }) => {
    const persons = HOUSEHOLDS.find((one) => one.household === household)?.persons ?? 1;
    return `${household},${municipality},${String(persons)},2024-04-20,${since},${source}`;
  });
  const text = ['pseudonym,municipality,persons,permit_on,coupled_on,source', ...lines].join('\n');
  return new ImportKoppelingen(coa, null, { name: 'lijst.csv', bytes: new TextEncoder().encode(text), dryRun });
}

/** How a swap goes when all goes well, step by step. */
export interface Swap {
  readonly id: string;
  accept(...municipalities: readonly MunicipalityCode[]): Promise<readonly string[]>;
  inform(...legs: readonly number[]): Promise<void>;
  /** Ten days later, with all that comes by itself. */
  waitForObjections(): Promise<void>;
  confirm(...legs: readonly number[]): Promise<void>;
  /** All of it, up to settlement. */
  settle(): Promise<void>;
  state(): Promise<KnownExchange>;
}

const plusDays = (now: Instant, days: number): string =>
  instantOrThrow(new Date(Date.parse(now) + days * 86_400_000).toISOString());

export async function daysLater(platform: Platform, days: number): Promise<void> {
  platform.clock.set(plusDays(platform.clock.now(), days));
  await platform.react();
  await platform.fireDue();
  await platform.react();
}

/** Begins anew, with a swap that was proposed. */
export async function beginSwap(platform: Platform, legs = SWAP): Promise<Swap> {
  platform.begin();
  await populate(platform);
  return proposeSwap(platform, legs);
}

/** Begins anew, with a swap to which both said yes and of which both households were told. */
export async function agreedSwap(platform: Platform): Promise<Swap> {
  const swap = await beginSwap(platform);
  await swap.accept(soest, zeist);
  await swap.inform(1, 2);
  return swap;
}

/** From here on the household is forgotten: nothing that was or is sealed for it can be read. The terms that run are dropped. */
export async function forgetHousehold(platform: Platform, household: string): Promise<void> {
  const kept = platform.copy();
  await kept.keys.destroy(household);
  platform.begin(kept);
}

export async function proposeSwap(
  platform: Platform,
  legs = SWAP,
  commandId = 'propose',
  more: Pick<ProposeInput, 'redistribution'> = {},
): Promise<Swap> {
  const proposed = await platform.run<ProposedExchange>(new ProposeExchange(operator, commandId, { legs, ...more }));
  if (!proposed.ok) throw new Error(proposed.refusals.map(({ code }) => code).join());
  const { exchange } = proposed.value.result;
  const on = () => dateOf(platform.clock.now());
  const done = async (command: object): Promise<void> => {
    const refusals = await platform.refusals(command);
    if (refusals.length > 0) throw new Error(refusals.join());
  };
  const swap: Swap = {
    id: exchange,
    accept: async (...municipalities) => {
      const refusals = [];
      for (const municipality of municipalities) {
        const command = new AcceptExchange(official(municipality), `accept-${municipality}`, {
          exchange,
          municipality,
        });
        refusals.push(...(await platform.refusals(command)));
      }
      return refusals;
    },
    inform: async (...numbers) => {
      for (const leg of numbers) {
        await done(new InformHousehold(operator, `inform-${String(leg)}`, { exchange, leg, on: on() }));
      }
    },
    waitForObjections: () => daysLater(platform, 10),
    confirm: async (...numbers) => {
      for (const leg of numbers) {
        await done(
          new ConfirmRecoupling(coa, `confirm-${String(leg)}`, { exchange, leg, on: on(), reference: 'COA-1' }),
        );
      }
      await platform.react();
    },
    settle: async () => {
      await swap.accept(...new Set(legs.flatMap(({ from, to }) => [from, to])));
      await swap.inform(...legs.map((_, i) => i + 1));
      await swap.waitForObjections();
      const { legs: known } = await swap.state();
      await swap.confirm(...known.filter(({ kind }) => kind === 'recoupling').map(({ leg }) => leg));
    },
    state: async () => {
      const state = await platform.exchange(exchange);
      if (state.status === 'unknown') throw new Error('the exchange is unknown');
      return state;
    },
  };
  return swap;
}

/** A day, so many after today. */
export const inDays = (platform: Platform, days: number) => addDays(dateOf(platform.clock.now()), days);
