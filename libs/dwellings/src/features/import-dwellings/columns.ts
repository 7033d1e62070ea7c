import { ok, parseFreeText, refuse, type MunicipalityCode, type Result } from '#libs/kernel';
import type { MunicipalityRegistry } from '#libs/municipalities';
import {
  date,
  everyFile,
  freeText,
  oneOf,
  optional,
  required,
  wholeNumber,
  type Column,
  type RowOf,
} from '#libs/tabular';
import { DWELLING_ACCESS, DWELLING_KINDS, MOST_IN_DWELLING, type DwellingOffer } from '../../domain/dwelling.events.js';
import { MOST_BEDROOMS, MOST_RENT, readKey } from '../input-fields.js';

/** Euros with at most two decimals, behind a point or a comma. `1.234` is refused: to some that is a thousand. */
const EUROS = /^(\d{1,6})(?:[.,](\d{1,2}))?$/;

/** Rent in euros as people write it, `765.43` or `765,43`, in euro cents. Refuses `RENT_INVALID` and `NUMBER_OUT_OF_RANGE`. */
export function readRent(text: string): Result<number> {
  const [, euros, cents = ''] = EUROS.exec(text) ?? [];
  if (euros === undefined) {
    const message = `“${text.slice(0, 40)}” is geen huur in euro’s (765,43 of 765.43)`;
    return refuse('RENT_INVALID', message);
  }
  const rent = Number(euros) * 100 + Number(cents.padEnd(2, '0'));
  if (rent <= MOST_RENT) return ok(rent);
  return refuse('NUMBER_OUT_OF_RANGE', `een huur van ${text} is meer dan € ${MOST_RENT / 100}`, [], {
    most: MOST_RENT,
  });
}

/** Words parted by `|`. Which of them are lawful is for the policy. */
function readConditions(text: string): Result<string[]> {
  const words: string[] = [];
  for (const part of text.split('|')) {
    if (part.trim() === '') continue;
    const word = parseFreeText(part, 40);
    if (!word.ok) return word;
    if (!words.includes(word.value)) words.push(word.value);
  }
  return words.length <= 10 ? ok(words) : refuse('CONDITIONS_TOO_MANY', 'een woning heeft ten hoogste 10 voorwaarden');
}

const CONDITIONS: Column<string[]> = { read: readConditions, whenEmpty: { value: [] } };

export const dwellingColumns = (registry: MunicipalityRegistry) => ({
  key: required((text) => readKey(text)),
  municipality: required((text) => registry.code(text)),
  bedrooms: required(wholeNumber(0, MOST_BEDROOMS)),
  min_persons: required(wholeNumber(1, MOST_IN_DWELLING)),
  max_persons: required(wholeNumber(1, MOST_IN_DWELLING)),
  access: required(oneOf(DWELLING_ACCESS)),
  rent: optional(readRent, null),
  from: required(date),
  until: optional(date, null),
  conditions: CONDITIONS,
  kind: optional(oneOf(DWELLING_KINDS), 'dwelling'),
  corporation: optional(freeText(80), null),
  ...everyFile,
});
export type DwellingRow = RowOf<ReturnType<typeof dwellingColumns>>;

export const offerOf = (row: DwellingRow): DwellingOffer & { readonly municipality: MunicipalityCode } => ({
  municipality: row.municipality,
  key: row.key,
  kind: row.kind,
  bedrooms: row.bedrooms,
  minPersons: row.min_persons,
  maxPersons: row.max_persons,
  access: row.access,
  rent: row.rent,
  from: row.from,
  until: row.until,
  conditions: [...row.conditions],
  corporation: row.corporation,
});
