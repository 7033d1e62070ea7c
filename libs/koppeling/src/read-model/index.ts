import { CoupledHouseholdsReader } from './coupled-households.reader.js';
import { HouseholdQuestions } from './household-question.js';
import { HouseholdTerms } from './household-terms.js';
import { HouseholdOpener } from './household-view.js';
import { HouseholdVisibility } from './household-visibility.js';
import { HouseholdsReader } from './households.reader.js';
import { ListCoaDifferencesHandler } from './list-coa-differences/list-coa-differences.handler.js';
import { ListHouseholdsHandler } from './list-households/list-households.handler.js';
import { ListLateHouseholdsHandler } from './list-late-households/list-late-households.handler.js';
import { ListOpenStaysHandler } from './list-open-stays/list-open-stays.handler.js';
import { COUPLED_HOUSEHOLDS } from './ports.js';
import { ReadHouseholdHandler } from './read-household/read-household.handler.js';
import { ReadSubjectAccessHandler } from './subject-access/subject-access.handler.js';

export { kmBetween, toldKm } from './distance.js';
export { clockOf, type HouseholdClock, type HouseholdStep } from './household-clock.js';
export type { HouseholdRow, HouseholdStatus } from './household-row.js';
export { HouseholdTerms, termsOn, type Terms } from './household-terms.js';
export { HouseholdOpener, type HouseholdNeeds, type SeenHousehold } from './household-view.js';
export { HouseholdVisibility, type HouseholdView } from './household-visibility.js';
export { HOUSEHOLDS, householdsProjection } from './households.projection.js';
export { HouseholdsReader } from './households.reader.js';
export { ListCoaDifferences, type CoaDifference } from './list-coa-differences/list-coa-differences.query.js';
export { ListHouseholds } from './list-households/list-households.query.js';
export { ListLateHouseholds } from './list-late-households/list-late-households.query.js';
export { ListOpenStays, type OpenStay } from './list-open-stays/list-open-stays.query.js';
export {
  COUPLED_HOUSEHOLDS,
  HOUSEHOLD_MENTIONS,
  HOUSEHOLD_PARTNERS,
  type CoupledHouseholds,
  type HouseholdMentions,
  type HouseholdPartners,
} from './ports.js';
export { ReadHousehold } from './read-household/read-household.query.js';
export {
  ReadSubjectAccess,
  type OpenedText,
  type RecordedFact,
  type SubjectAccess,
} from './subject-access/subject-access.query.js';

/** For `KoppelingModule`, which imports `PolicyModule` and `MunicipalitiesModule`. */
export const readModelProviders = [
  HouseholdsReader,
  HouseholdTerms,
  HouseholdVisibility,
  HouseholdQuestions,
  HouseholdOpener,
  ReadHouseholdHandler,
  ListHouseholdsHandler,
  ListLateHouseholdsHandler,
  ListOpenStaysHandler,
  ListCoaDifferencesHandler,
  ReadSubjectAccessHandler,
  { provide: COUPLED_HOUSEHOLDS, useClass: CoupledHouseholdsReader },
] as const;
