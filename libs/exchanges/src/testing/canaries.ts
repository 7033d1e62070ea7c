import type { ProfileInput } from '#libs/koppeling';
import { EVERYBODY } from './town-halls.js';

/** What was told in confidence about a household, by which one sees where it turns up. */
export interface Canary {
  readonly household: string;
  /** Of its profile: in cents, and high enough to be in nobody's way. */
  readonly maxRent: number;
  readonly tie: { readonly lat: number; readonly lon: number };
  /** In whatever is written about it. */
  readonly word: string;
}

const WORDS = ['merel', 'spreeuw', 'koolmees', 'roodborst', 'winterkoning', 'boomklever', 'zwartkop'];

export const CANARIES: readonly Canary[] = EVERYBODY.map(({ household }, i) => ({
  household,
  maxRent: 871_301 + i * 10_007,
  tie: { lat: 52.118_273 + i * 0.010_101, lon: 5.204_917 + i * 0.010_303 },
  word: WORDS[i] ?? household,
}));

const canaryOf = (household: string): Canary => {
  const found = CANARIES.find((canary) => canary.household === household);
  if (found === undefined) throw new Error(`nothing was told about ${household}`);
  return found;
};

/** A note about a household. */
export const noteOn = (household: string): string => `de ${canaryOf(household).word} zingt`;

interface Wish {
  readonly bedrooms: number;
  readonly notForExchange: boolean;
}

/** Its profile, with what is told in confidence. Nobody is kept from a dwelling by that. */
export function profileOf(household: string, { bedrooms, notForExchange }: Wish): ProfileInput {
  const { maxRent, tie } = canaryOf(household);
  return { bedrooms, notForExchange, maxRent, ties: [{ ...tie, maxKm: 300, hard: false, proofSeen: false }] };
}

interface Mark {
  readonly household: string;
  readonly of: 'profile' | 'note';
  readonly text: string;
}

const MARKS: readonly Mark[] = CANARIES.flatMap(({ household, maxRent, tie, word }): readonly Mark[] => [
  ...[maxRent, tie.lat, tie.lon].map((number) => ({ household, of: 'profile' as const, text: String(number) })),
  { household, of: 'note', text: word },
]);

/** Most texts hold none of them: one look for all. */
const ANY = new RegExp(MARKS.map(({ text }) => text.replace('.', String.raw`\.`)).join('|'));

/** The households of which something told in confidence, in their profile or in a note, can be read in this text. */
export const betrayedBy = (text: string, told?: Mark['of']): readonly string[] =>
  ANY.test(text)
    ? [
        ...new Set(
          MARKS.filter(({ of, text: mark }) => (told ?? of) === of && text.includes(mark)).map(
            ({ household }) => household,
          ),
        ),
      ]
    : [];
