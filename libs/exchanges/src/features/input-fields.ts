import { inputs, orNull } from '#libs/kernel';

export const exchangeField = inputs.id(100);
export const legField = inputs.whole(1, 20);
export const householdField = inputs.id(64);
export const dwellingField = inputs.id(100);
/** Free text about people: sealed before it is kept. */
export const noteField = orNull(inputs.note(1_000));
/** Mark of an answer at COA. */
export const referenceField = orNull(inputs.text(80));
