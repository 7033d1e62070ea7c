import { AnnounceTaakstellingResolver } from './announce-taakstelling/announce-taakstelling.resolver.js';
import { CorrectRealisationResolver } from './correct-realisation/correct-realisation.resolver.js';
import { ExplainDifferenceResolver } from './explain-difference/explain-difference.resolver.js';
import { PublishFigureResolver } from './publish-figure/publish-figure.resolver.js';
import { RecordRealisationResolver } from './record-realisation/record-realisation.resolver.js';
import { RedistributeTaakstellingResolver } from './redistribute-taakstelling/redistribute-taakstelling.resolver.js';

/** Providers of the mutations. */
export const commandResolvers = [
  AnnounceTaakstellingResolver,
  CorrectRealisationResolver,
  ExplainDifferenceResolver,
  PublishFigureResolver,
  RecordRealisationResolver,
  RedistributeTaakstellingResolver,
];
