import { field, inputs, orNull } from '#libs/kernel';
import { MOST_IN_HOUSEHOLD } from '../domain/household.events.js';
import { parsePseudonym } from '../domain/pseudonym.js';

export const householdField = field<string>(parsePseudonym);
export const personsField = inputs.whole(1, MOST_IN_HOUSEHOLD);
/** Where it comes from: stands in the log in clear, so that nobody may be named in it. */
export const sourceField = inputs.note(200);
/** Free text about people: sealed before it is kept. */
export const noteField = orNull(inputs.note(1_000));
export const knownAtField = orNull(inputs.instant);
export const dateOrNull = orNull(inputs.date);
export const dwellingField = orNull(inputs.id(100));
export const kindField = inputs.text(40);
export const oneOffField = orNull(inputs.note(200));
