import { ok, type Result } from '#libs/kernel';
import type { HouseholdKey, HouseholdKeys, Sealed } from '#libs/secrets';
import { householdProfile, type HouseholdProfile } from '../domain/profile.js';

/** A note as it is stored, and what stands for it in the content of its command: of plain text a hash could be guessed back. */
export interface SealedNote {
  readonly note: Sealed | null;
  readonly fingerprint: string | null;
}

const NO_NOTE: SealedNote = { note: null, fingerprint: null };

/** Seals a note with the key of its household. Refuses `HOUSEHOLD_FORGOTTEN`; without a note no key is asked for. */
export async function sealNote(
  keys: HouseholdKeys,
  household: string,
  note: string | null,
): Promise<Result<SealedNote>> {
  if (note === null) return ok(NO_NOTE);
  const key = await keys.keyOf(household);
  return key.ok ? ok({ note: key.value.seal('note', note), fingerprint: key.value.fingerprint(note) }) : key;
}

/**
 * The profile in clear, for whoever may see it.
 * @throws Error when it is not a profile that this key sealed
 */
export const openProfile = (key: HouseholdKey, sealed: Sealed): HouseholdProfile =>
  householdProfile.parse(key.open('profile', sealed));
