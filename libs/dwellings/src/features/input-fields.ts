import { field, inputs, orNull, parseFreeText, refuse } from '#libs/kernel';
import { z } from 'zod';
import { normalisedKey } from '../domain/dwelling-key.js';
import { DWELLING_ACCESS, DWELLING_KINDS, MOST_IN_DWELLING } from '../domain/dwelling.events.js';

export const MOST_BEDROOMS = 12;
/** Euro cents a month: ten thousand euros; more is a slip of the hand. */
export const MOST_RENT = 1_000_000;
const MOST_CONDITIONS = 10;

/** The id of a dwelling that is known already. */
export const dwellingField = inputs.id(100);

/** A key of nothing but signs would make every such dwelling one. */
export const readKey = (text: string, path: readonly string[] = []) => {
  const key = parseFreeText(text, 80, path);
  if (!key.ok || normalisedKey(key.value) !== '') return key;
  return refuse('KEY_INVALID', 'het kenmerk van een woning heeft letters of cijfers', path);
};
export const keyField = field(readKey);

/** What may be said and changed of an offer. Rent in euro cents a month. */
export const termsFields = {
  kind: orNull(z.enum(DWELLING_KINDS)).transform((kind) => kind ?? 'dwelling'),
  bedrooms: inputs.whole(0, MOST_BEDROOMS),
  minPersons: inputs.whole(1, MOST_IN_DWELLING),
  maxPersons: inputs.whole(1, MOST_IN_DWELLING),
  access: z.enum(DWELLING_ACCESS),
  rent: orNull(inputs.whole(0, MOST_RENT)),
  from: inputs.date,
  until: orNull(inputs.date),
  conditions: orNull(z.array(inputs.text(40)).max(MOST_CONDITIONS)).transform((words) => [...new Set(words ?? [])]),
  corporation: orNull(inputs.text(80)),
} as const;
