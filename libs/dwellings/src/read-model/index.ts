import { DwellingVisibility } from './dwelling-visibility.js';
import { DwellingsReader } from './dwellings.reader.js';
import { ListDwellingsHandler } from './list-dwellings/list-dwellings.handler.js';
import { ListVacanciesHandler } from './list-vacancies/list-vacancies.handler.js';
import { ReadDwellingHandler } from './read-dwelling/read-dwelling.handler.js';

export { DwellingVisibility } from './dwelling-visibility.js';
export { dwellingsProjection } from './dwellings.projection.js';
export { DwellingsReader } from './dwellings.reader.js';

/** Providers of the read side. */
export const readModelProviders = [
  DwellingsReader,
  DwellingVisibility,
  ReadDwellingHandler,
  ListDwellingsHandler,
  ListVacanciesHandler,
];
