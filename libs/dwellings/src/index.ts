export { dwellingIdOf, normalisedKey } from './domain/dwelling-key.js';
export { dwellingDecider } from './domain/dwelling.decider.js';
export {
  exchangeOf,
  holdAt,
  type Dwelling,
  type DwellingCommand,
  type DwellingCommandOf,
  type DwellingHold,
  type DwellingTerms,
  type Occupant,
} from './domain/dwelling.js';
export * from './domain/dwelling.events.js';
export * from './domain/dwellings.policy.js';
export * from './dwellings-policy-seed.js';
export * from './features/index.js';
export * from './dwellings.definitions.js';
export * from './dwellings.module.js';
export { DWELLING_STATES, type DwellingRow, type DwellingState } from './read-model/dwelling-row.js';
export { DwellingVisibility, type DwellingView } from './read-model/dwelling-visibility.js';
export { DWELLINGS, dwellingsProjection } from './read-model/dwellings.projection.js';
export {
  DwellingsReader,
  type DwellingsFound,
  type DwellingPage,
  type Vacancy,
} from './read-model/dwellings.reader.js';
export { ListDwellings, type SeenDwellings } from './read-model/list-dwellings/list-dwellings.query.js';
export { ListVacancies, type Vacancies } from './read-model/list-vacancies/list-vacancies.query.js';
export { DWELLING_PARTNERS, type DwellingPartners } from './read-model/ports.js';
export { ReadDwelling } from './read-model/read-dwelling/read-dwelling.query.js';
export type { SeenDwelling, SeenHold } from './read-model/seen-dwelling.js';
