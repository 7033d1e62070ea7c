import { defineEvent, type EventDefinition } from '#libs/event-catalogue';
import {
  coaDifferenceResolved,
  coaKoppelingStated,
  dwellingRefusalJudged,
  dwellingRefused,
  householdAssigned,
  householdClaimed,
  householdForgetRequested,
  householdForgotten,
  householdMovedHome,
  householdPersonsChanged,
  householdPlaced,
  householdProfileChanged,
  householdReleased,
  householdReserved,
  householdSplit,
  koppelingEnded,
  koppelingMoved,
  koppelingReceived,
  minorsMoved,
  placementCorrected,
  restPlaced,
  stayEnded,
} from './domain/household.events.js';

/** What this context adds to the catalogue of events. */
export const koppelingEvents: readonly EventDefinition[] = [
  defineEvent(koppelingReceived, {
    type: 'nl.bovenlokaal.koppeling.received',
    summary:
      'COA assigned a household to a municipality, or part of a household goes on as one of its own. The clock runs from the permit.',
  }),
  defineEvent(koppelingMoved, {
    type: 'nl.bovenlokaal.koppeling.moved',
    summary: 'COA moved the koppeling to another municipality. The clock of the permit goes on.',
  }),
  defineEvent(koppelingEnded, {
    type: 'nl.bovenlokaal.koppeling.ended',
    summary: 'The persons of a household who were still to be housed no longer are, with the reason.',
  }),
  defineEvent(coaKoppelingStated, {
    type: 'nl.bovenlokaal.koppeling.coa-stated',
    summary: 'What COA says of a koppeling, where it differs from ours. It changes nothing of ours.',
  }),
  defineEvent(coaDifferenceResolved, {
    type: 'nl.bovenlokaal.koppeling.difference-resolved',
    summary: 'What came of a difference between our koppeling and that of COA. It changes nothing of either.',
  }),
  defineEvent(householdProfileChanged, {
    type: 'nl.bovenlokaal.household.profile-changed',
    summary: 'What a dwelling for the household must have, sealed with the key of the household.',
  }),
  defineEvent(householdPersonsChanged, {
    type: 'nl.bovenlokaal.household.persons-changed',
    summary: 'The household grew or shrank. Nareis after placement adds its persons to the count.',
  }),
  defineEvent(householdSplit, {
    type: 'nl.bovenlokaal.household.split',
    summary: 'Part of the household goes on as one of its own, which begins in the same commit.',
  }),
  defineEvent(householdPlaced, {
    type: 'nl.bovenlokaal.household.placed',
    summary: 'The stay by which the household counts, once, for the municipality of the koppeling.',
  }),
  defineEvent(restPlaced, {
    type: 'nl.bovenlokaal.household.rest-placed',
    summary: 'The rest of a household that had partly moved followed, and counts.',
  }),
  defineEvent(householdMovedHome, {
    type: 'nl.bovenlokaal.household.moved-home',
    summary: 'A later stay, or one of a kind that does not count. It counts nothing.',
  }),
  defineEvent(stayEnded, {
    type: 'nl.bovenlokaal.household.stay-ended',
    summary: 'A stay ended without a next one. Nothing is subtracted.',
  }),
  defineEvent(placementCorrected, {
    type: 'nl.bovenlokaal.household.placement-corrected',
    summary:
      'A counted row of the placement reads differently from now on, or is taken back: what it was is taken back, what it becomes is counted.',
  }),
  defineEvent(minorsMoved, {
    type: 'nl.bovenlokaal.household.minors-moved',
    summary: 'Minors under Nidos went to another municipality: it is credited and the old one debited on that day.',
  }),
  defineEvent(dwellingRefused, {
    type: 'nl.bovenlokaal.household.dwelling-refused',
    summary: 'The household refused a dwelling. The koppeling stays; COA judges.',
  }),
  defineEvent(dwellingRefusalJudged, {
    type: 'nl.bovenlokaal.household.dwelling-refusal-judged',
    summary: 'COA judged the refusal of a dwelling.',
  }),
  defineEvent(householdClaimed, {
    type: 'nl.bovenlokaal.household.claimed',
    summary: 'An exchange was proposed with the household: out of reach of other exchanges until the moment it names.',
  }),
  defineEvent(householdReserved, {
    type: 'nl.bovenlokaal.household.reserved',
    summary:
      'Every municipality accepted the exchange: its own municipality may no longer place the household otherwise.',
  }),
  defineEvent(householdAssigned, {
    type: 'nl.bovenlokaal.household.assigned',
    summary: 'The exchange was settled: a dwelling is for the household.',
  }),
  defineEvent(householdReleased, {
    type: 'nl.bovenlokaal.household.released',
    summary: 'An exchange let go of the household.',
  }),
  defineEvent(householdForgetRequested, {
    type: 'nl.bovenlokaal.household.forget-requested',
    summary: 'A person asks that the household be forgotten. Nothing is forgotten until another one approves.',
  }),
  defineEvent(householdForgotten, {
    type: 'nl.bovenlokaal.household.forgotten',
    summary: 'The key of the household is destroyed: what was sealed can no longer be read. Every count stays.',
  }),
];
