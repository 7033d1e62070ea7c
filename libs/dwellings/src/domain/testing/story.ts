import { instantOrThrow, localDate, municipalityCodeSchema, type Instant } from '#libs/kernel';
import type { Dwelling, DwellingCommand } from '../dwelling.js';
import { dwellingDecider } from '../dwelling.decider.js';
import type { DwellingEvent, DwellingOffer } from '../dwelling.events.js';

export const zeist = municipalityCodeSchema.parse('GM0355');
export const soest = municipalityCodeSchema.parse('GM0342');
export const lawfulConditions = ['age-18-27', 'large-household', 'local-tie'];

/** A family home in Zeist, from 1 May 2024. */
export const familyHome: DwellingOffer = {
  municipality: zeist,
  key: '3703 AB 12',
  kind: 'dwelling',
  bedrooms: 3,
  minPersons: 3,
  maxPersons: 5,
  access: 'stairs',
  rent: 76_543,
  from: localDate('2024-05-01'),
  until: null,
  conditions: [],
  corporation: null,
};

/** Noon of a day of May 2024, in the Netherlands. */
export const may = (day: number): Instant => instantOrThrow(`2024-05-${String(day).padStart(2, '0')}T10:00:00.000Z`);

export const offered = (offer: Partial<DwellingOffer> = {}): DwellingCommand => ({
  type: 'Offer',
  dwelling: 'd',
  offer: { ...familyHome, ...offer },
  source: 'test',
  lawfulConditions,
});

export interface Told {
  readonly state: Dwelling;
  /** The events of the last command; null: it was refused. */
  readonly events: readonly DwellingEvent[] | null;
  readonly codes: readonly string[];
  readonly details: unknown;
}

/** What the last of these commands comes to; those before it must be accepted. */
export function told(...commands: readonly DwellingCommand[]): Told {
  let state: Dwelling = dwellingDecider.initial;
  for (const [i, command] of commands.entries()) {
    const decision = dwellingDecider.decide(command, state);
    if (!decision.ok) {
      const codes = decision.refusals.map(({ code }) => code);
      if (i < commands.length - 1) throw new Error(`${command.type} was refused: ${codes.join(', ')}`);
      return { state, events: null, codes, details: decision.refusals[0]?.details };
    }
    state = decision.value.reduce(dwellingDecider.evolve, state);
    if (i === commands.length - 1) return { state, events: decision.value, codes: [], details: undefined };
  }
  return { state, events: null, codes: [], details: undefined };
}
