import { ok, refuse, type Result } from '#libs/kernel';

/** Where worths are too large for three doubles. */
export const tooLarge = (): Result<never> =>
  refuse('WEIGHT_TOO_LARGE', 'de gewichten zijn te groot om zeker mee te rekenen; neem kleinere', ['pairs']);

export const outOfBalance = (): Result<never> =>
  refuse('BALANCE_IMPOSSIBLE', 'met de plaatsingen die vastliggen is er dan geen balans meer tussen gemeenten');

export const isFrozen = (path: readonly string[]): Result<never> =>
  refuse('PLACEMENT_FROZEN', 'de plaatsing ligt vast; geef haar eerst vrij', path);

export const unknownHousehold = (path: readonly string[]): Result<never> =>
  refuse('HOUSEHOLD_UNKNOWN', 'dit huishouden is er niet (meer)', path);

export const unknownDwelling = (path: readonly string[]): Result<never> =>
  refuse('DWELLING_UNKNOWN', 'deze woning is er niet (meer)', path);

export const allowed: Result<null> = ok(null);
