import { defineEvent, type EventDefinition } from '#libs/event-catalogue';
import {
  dwellingAssigned,
  dwellingChanged,
  dwellingClaimed,
  dwellingHeld,
  dwellingOccupied,
  dwellingOffered,
  dwellingReleased,
  dwellingReserved,
  dwellingVacated,
  dwellingWithdrawn,
  occupancyCorrected,
  occupantsChanged,
} from './domain/dwelling.events.js';

/** What this context adds to the catalogue of events. */
export const dwellingEvents: readonly EventDefinition[] = [
  defineEvent(dwellingOffered, {
    type: 'nl.bovenlokaal.dwelling.offered',
    summary: 'A municipality puts a dwelling on offer, or offers it again after it was withdrawn.',
  }),
  defineEvent(dwellingChanged, {
    type: 'nl.bovenlokaal.dwelling.changed',
    summary: 'What is on offer is said anew. An empty dwelling is on offer again by it.',
  }),
  defineEvent(dwellingReserved, {
    type: 'nl.bovenlokaal.dwelling.reserved',
    summary: 'The municipality keeps the dwelling for a household of its own, up to a day.',
  }),
  defineEvent(dwellingClaimed, {
    type: 'nl.bovenlokaal.dwelling.claimed',
    summary: 'An exchange was proposed with it: out of reach of other exchanges, its owner may still use it.',
  }),
  defineEvent(dwellingHeld, {
    type: 'nl.bovenlokaal.dwelling.held',
    summary: 'Every municipality accepted the exchange: the owner may no longer use the dwelling for another.',
  }),
  defineEvent(dwellingAssigned, {
    type: 'nl.bovenlokaal.dwelling.assigned',
    summary: 'The exchange was settled: the dwelling is for this household.',
  }),
  defineEvent(dwellingReleased, {
    type: 'nl.bovenlokaal.dwelling.released',
    summary: 'An exchange, or the municipality itself, let go of the dwelling.',
  }),
  defineEvent(dwellingOccupied, {
    type: 'nl.bovenlokaal.dwelling.occupied',
    summary: 'A household moved in.',
  }),
  defineEvent(occupantsChanged, {
    type: 'nl.bovenlokaal.dwelling.occupants-changed',
    summary: 'The household that lives there grew or shrank, or the rest of it followed.',
  }),
  defineEvent(occupancyCorrected, {
    type: 'nl.bovenlokaal.dwelling.occupancy-corrected',
    summary: 'The household that lives there moved in on another day than was told.',
  }),
  defineEvent(dwellingVacated, {
    type: 'nl.bovenlokaal.dwelling.vacated',
    summary: 'Nobody lives there any more. It is on offer again only by a change of the offer.',
  }),
  defineEvent(dwellingWithdrawn, {
    type: 'nl.bovenlokaal.dwelling.withdrawn',
    summary: 'The dwelling is no longer on offer.',
  }),
];
