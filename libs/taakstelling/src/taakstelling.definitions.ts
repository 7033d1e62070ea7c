import { defineEvent, type EventDefinition } from '#libs/event-catalogue';
import {
  differenceExplained,
  figurePublished,
  populationCounted,
  realisationCorrected,
  realisationRecorded,
  taakstellingAnnounced,
  taakstellingRedistributed,
} from './domain/taakstelling.events.js';

/** What this context adds to the catalogue of events. */
export const taakstellingEvents: readonly EventDefinition[] = [
  defineEvent(taakstellingAnnounced, {
    type: 'nl.bovenlokaal.taakstelling.announced',
    summary:
      'The number of persons that a municipality must house in a period, as announced. A later announcement replaces an earlier one from the day it was announced.',
  }),
  defineEvent(taakstellingRedistributed, {
    type: 'nl.bovenlokaal.taakstelling.redistributed',
    summary:
      'Municipalities changed their taakstellingen together with an unchanged sum [Huisvestingswet 2014, art. 29(2)]: the side of one of them. All sides stand in one commit.',
  }),
  defineEvent(figurePublished, {
    type: 'nl.bovenlokaal.figure.published',
    summary:
      'A figure as a province, the Rijk, COA or a municipality published it. Kept beside what is computed; it changes nothing of it.',
  }),
  defineEvent(differenceExplained, {
    type: 'nl.bovenlokaal.difference.explained',
    summary: 'Somebody accounted for part of the difference between a published and a computed closing balance.',
  }),
  defineEvent(realisationRecorded, {
    type: 'nl.bovenlokaal.realisation.recorded',
    summary: 'Persons that an administration lists as housed on a day. Negative persons take back an earlier row.',
  }),
  defineEvent(realisationCorrected, {
    type: 'nl.bovenlokaal.realisation.corrected',
    summary:
      'A row of realisations is read differently from now on: what it was is taken back, what it becomes is counted.',
  }),
  defineEvent(populationCounted, {
    type: 'nl.bovenlokaal.population.counted',
    summary:
      'Inhabitants of a municipality on a day, for the check of the division over municipalities [Huisvestingswet 2014, art. 29].',
  }),
];
