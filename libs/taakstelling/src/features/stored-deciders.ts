import { storedBy } from '#libs/event-store';
import { unreachable, type LocalDate } from '#libs/kernel';
import { z } from 'zod';
import { populationDecider } from '../domain/population.decider.js';
import { publicationDecider } from '../domain/publication.decider.js';
import { realisationDecider } from '../domain/realisation.decider.js';
import { taakstellingDecider } from '../domain/taakstelling.decider.js';
import {
  differenceExplained,
  figurePublished,
  populationCounted,
  realisationCorrected,
  realisationRecorded,
  taakstellingAnnounced,
  taakstellingRedistributed,
  type TaakstellingEvent,
} from '../domain/taakstelling.events.js';

/** The day on which it happened in the world; an explanation has none. */
function effectiveOn(event: TaakstellingEvent): LocalDate | null {
  switch (event.type) {
    case 'TaakstellingAnnounced':
    case 'TaakstellingRedistributed':
      return event.announcedOn;
    case 'FigurePublished':
      return event.asOf;
    case 'RealisationRecorded':
      return event.counted.on;
    case 'RealisationCorrected':
      return event.becomes?.on ?? event.was.on;
    case 'PopulationCounted':
      return event.on;
    case 'DifferenceExplained':
      return null;
    default:
      return unreachable(event);
  }
}

export const taakstellingen = storedBy(
  taakstellingDecider,
  z.discriminatedUnion('type', [taakstellingAnnounced, taakstellingRedistributed]),
  effectiveOn,
);
export const publications = storedBy(
  publicationDecider,
  z.discriminatedUnion('type', [figurePublished, differenceExplained]),
  effectiveOn,
);
export const realisations = storedBy(
  realisationDecider,
  z.discriminatedUnion('type', [realisationRecorded, realisationCorrected]),
  effectiveOn,
);
export const populations = storedBy(populationDecider, populationCounted, effectiveOn);
