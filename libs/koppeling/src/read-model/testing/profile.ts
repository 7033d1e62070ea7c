import type { HouseholdProfile } from '../../domain/profile.js';
import { EDE } from './told.js';

export const PROFILE: HouseholdProfile = {
  bedrooms: 3,
  nareis: null,
  access: 'step-free',
  maxRent: 80_000,
  // In the middle of Utrecht; from the centre of Soest some 15 km.
  ties: [{ lat: 52.09, lon: 5.12, maxKm: 20, hard: true, proofSeen: true }],
  excluded: [EDE],
  notForExchange: false,
};
