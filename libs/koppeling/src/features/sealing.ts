import type { HouseholdKey, Sealed } from '#libs/secrets';
import { z } from 'zod';
import { DWELLING_REFUSALS, type DwellingRefusal } from '../domain/household.events.js';
import { householdProfile, type HouseholdProfile } from '../domain/profile.js';

/**
 * The profile in clear, for whoever may see it.
 * @throws Error when it is not a profile that this key sealed
 */
export const openProfile = (key: HouseholdKey, sealed: Sealed): HouseholdProfile =>
  householdProfile.parse(key.open('profile', sealed));

const dwellingRefusal = z.enum(DWELLING_REFUSALS);

/**
 * Why a dwelling was refused, for whoever may see it.
 * @throws Error when it is not a reason that this key sealed
 */
export const openReason = (key: HouseholdKey, sealed: Sealed): DwellingRefusal =>
  dwellingRefusal.parse(key.open('reason', sealed));
