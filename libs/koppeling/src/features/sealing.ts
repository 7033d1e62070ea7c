import type { HouseholdKey, Sealed } from '#libs/secrets';
import { householdProfile, type HouseholdProfile } from '../domain/profile.js';

/**
 * The profile in clear, for whoever may see it.
 * @throws Error when it is not a profile that this key sealed
 */
export const openProfile = (key: HouseholdKey, sealed: Sealed): HouseholdProfile =>
  householdProfile.parse(key.open('profile', sealed));
