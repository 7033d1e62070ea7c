import { CoaDifferencesResolver } from './list-coa-differences/coa-differences.resolver.js';
import { HouseholdsResolver } from './list-households/households.resolver.js';
import { LateHouseholdsResolver } from './list-late-households/late-households.resolver.js';
import { OpenStaysResolver } from './list-open-stays/open-stays.resolver.js';
import { HouseholdResolver } from './read-household/household.resolver.js';
import { SubjectAccessResolver } from './subject-access/subject-access.resolver.js';

/** Providers of the queries. */
export const readModelResolvers = [
  HouseholdResolver,
  HouseholdsResolver,
  LateHouseholdsResolver,
  OpenStaysResolver,
  CoaDifferencesResolver,
  SubjectAccessResolver,
] as const;
