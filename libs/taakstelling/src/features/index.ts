import { AnnounceTaakstellingHandler } from './announce-taakstelling/announce-taakstelling.handler.js';
import { CorrectRealisationHandler } from './correct-realisation/correct-realisation.handler.js';
import { ExplainDifferenceHandler } from './explain-difference/explain-difference.handler.js';
import { ImportPopulationsHandler } from './import-populations/import-populations.handler.js';
import { ImportPublishedHandler } from './import-published/import-published.handler.js';
import { ImportRealisationsHandler } from './import-realisations/import-realisations.handler.js';
import { ImportTargetsHandler } from './import-targets/import-targets.handler.js';
import { PublishFigureHandler } from './publish-figure/publish-figure.handler.js';
import { RecordRealisationHandler } from './record-realisation/record-realisation.handler.js';
import { RedistributeTaakstellingHandler } from './redistribute-taakstelling/redistribute-taakstelling.handler.js';

export * from './announce-taakstelling/announce-taakstelling.command.js';
export * from './correct-realisation/correct-realisation.command.js';
export * from './explain-difference/explain-difference.command.js';
export * from './import-command.js';
export * from './import-populations/import-populations.command.js';
export * from './import-published/import-published.command.js';
export * from './import-realisations/import-realisations.command.js';
export * from './import-targets/import-targets.command.js';
export * from './publish-figure/publish-figure.command.js';
export * from './record-realisation/record-realisation.command.js';
export * from './redistribute-taakstelling/redistribute-taakstelling.command.js';
export * from './redistribute-taakstelling/redistribution-agreements.js';

/** Providers of the write side. */
export const commandHandlers = [
  AnnounceTaakstellingHandler,
  RedistributeTaakstellingHandler,
  PublishFigureHandler,
  ExplainDifferenceHandler,
  RecordRealisationHandler,
  CorrectRealisationHandler,
  ImportTargetsHandler,
  ImportPublishedHandler,
  ImportRealisationsHandler,
  ImportPopulationsHandler,
];
