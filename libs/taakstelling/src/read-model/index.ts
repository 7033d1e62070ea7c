import { ReadFigureEntriesHandler } from './figure-entries.js';
import { FigureEntriesResolver } from './figure-entries.resolver.js';
import { FiguresReader } from './figures.reader.js';
import { FiguresResolver } from './figures.resolver.js';
import { CheckTaakstellingenHandler } from './taakstelling-check.js';
import { TaakstellingCheckResolver } from './taakstelling-check.resolver.js';
import { ReadFiguresHandler, ReadFiguresPerMunicipalityHandler, VisibleQuestions } from './read-figures.handler.js';

export type { Figures } from './figures/figures.js';
export type { Basis, FiguresQuestion } from './figures/question.js';
export { ReadFigureEntries } from './figure-entries.js';
export { FIGURES, figuresProjection } from './figures.projection.js';
export { FiguresReader } from './figures.reader.js';
export { ReadFigures, ReadFiguresPerMunicipality } from './read-figures.query.js';
export { CheckTaakstellingen, type TaakstellingCheck } from './taakstelling-check.js';

/** For `TaakstellingModule`. */
export const readModelProviders = [
  FiguresReader,
  VisibleQuestions,
  ReadFiguresHandler,
  ReadFiguresPerMunicipalityHandler,
  CheckTaakstellingenHandler,
  ReadFigureEntriesHandler,
] as const;

/** For `TaakstellingGraphqlModule`. */
export const readModelResolvers = [FiguresResolver, TaakstellingCheckResolver, FigureEntriesResolver] as const;
