import { canonicalJson, idFrom, type MunicipalityCode } from '#libs/kernel';

/**
 * A key as it is compared: "3511 AB 12-a" and "3511ab12A" are one address. Case, spaces, accents and punctuation differ between
 * the lists of a municipality and of its corporations; letters and digits do not.
 */
export const normalisedKey = (key: string): string =>
  key
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The id of a dwelling follows from whose it is and where it stands, so that the same dwelling is never offered twice. */
export const dwellingIdOf = (municipality: MunicipalityCode, key: string): string =>
  idFrom(canonicalJson(['dwelling', municipality, normalisedKey(key)]));
