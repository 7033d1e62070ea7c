import { defineEvent, type EventDefinition } from '#libs/event-catalogue';
import { regionDefined } from './regions/region.events.js';

/** What this lib adds to the catalogue of events. */
export const municipalityEvents: readonly EventDefinition[] = [
  defineEvent(regionDefined, {
    type: 'nl.bovenlokaal.region.defined',
    summary: 'Municipalities match together as a region, from the day it names.',
  }),
];
