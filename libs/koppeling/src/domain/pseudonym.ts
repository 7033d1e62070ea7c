import { idLooksPersonal, ok, refuse, type Result } from '#libs/kernel';

const SHAPE = /^[A-Za-z0-9._:-]{1,64}$/;
/** Long enough for a BSN or a V-nummer without its letter. */
const NUMBER_OF_A_PERSON = /^\d{8,10}$/;
const DAY = /^(?:\d{4}[-._:]\d{1,2}[-._:]\d{1,2}|\d{1,2}[-._:]\d{1,2}[-._:]\d{4})$/;

/**
 * Reads the pseudonym of a household. Names, dates of birth and numbers of persons are refused by their shape [domain.md §7]:
 * `PSEUDONYM_INVALID`, `PERSONAL_DATA_SUSPECTED`. No refusal repeats the text: it may be the very name that must not get in.
 */
export function parsePseudonym(text: string, path: readonly string[] = []): Result<string> {
  if (idLooksPersonal(text) || NUMBER_OF_A_PERSON.test(text) || DAY.test(text)) {
    return refuse(
      'PERSONAL_DATA_SUSPECTED',
      'het pseudoniem lijkt een persoonsgegeven (BSN, V-nummer, geboortedatum); gebruik een eigen kenmerk',
      path,
    );
  }
  if (!SHAPE.test(text) || !/\d/.test(text)) {
    return refuse(
      'PSEUDONYM_INVALID',
      'een pseudoniem heeft 1 tot 64 tekens (letters, cijfers en . _ : -), waarvan ten minste één cijfer; geen naam',
      path,
    );
  }
  return ok(text);
}
