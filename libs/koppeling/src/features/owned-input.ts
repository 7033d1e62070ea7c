import { municipalityIn, perRegistry } from '#libs/municipalities';
import { z } from 'zod';
import { householdField } from './input-fields.js';

/** What every command about one household has: the household, and the municipality for which it is given. */
export const ownedInput = perRegistry((registry) =>
  z.strictObject({ household: householdField, municipality: municipalityIn(registry) }),
);
