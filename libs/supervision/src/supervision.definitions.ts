import { defineEvent, type EventDefinition } from '#libs/event-catalogue';
import { assessmentRecorded } from './domain/assessment.events.js';

/** What this context adds to the catalogue of events. */
export const supervisionEvents: readonly EventDefinition[] = [
  defineEvent(assessmentRecorded, {
    type: 'nl.bovenlokaal.assessment.recorded',
    summary: 'Gedeputeerde Staten gave a municipality a trede of the ladder of intervention for a period.',
  }),
];
