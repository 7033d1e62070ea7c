import { ReadFigureEntriesHandler } from './figure-entries.js';
import { FiguresReader } from './figures.reader.js';
import { CheckTaakstellingenHandler } from './taakstelling-check.js';
import { ReadFiguresHandler, ReadFiguresPerMunicipalityHandler } from './read-figures.handler.js';
import { VisibleQuestions } from './visible-questions.js';

export type { Figures } from './figures/figures.js';
export type { Basis, FiguresQuestion } from './figures/question.js';
export { ReadFigureEntries } from './figure-entries.js';
export { FIGURES, figuresProjection } from './figures.projection.js';
export { FiguresReader } from './figures.reader.js';
export { ReadFigures, ReadFiguresPerMunicipality } from './read-figures.query.js';
export { CheckTaakstellingen, type TaakstellingCheck } from './taakstelling-check.js';
export { VisibleQuestions } from './visible-questions.js';

/** For `TaakstellingModule`. */
export const readModelProviders = [
  FiguresReader,
  VisibleQuestions,
  ReadFiguresHandler,
  ReadFiguresPerMunicipalityHandler,
  CheckTaakstellingenHandler,
  ReadFigureEntriesHandler,
] as const;
