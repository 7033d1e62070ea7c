import { defineEvent, type EventDefinition } from '#libs/event-catalogue';
import {
  checklistAnswered,
  exchangeAccepted,
  exchangeCompleted,
  exchangeEnded,
  exchangeProposed,
  exchangeReminded,
  exchangeReserved,
  exchangeSettled,
  householdInformed,
  householdObjected,
  legFailed,
  legPlaced,
  legRepaired,
  recouplingConfirmed,
  recouplingRefused,
  recouplingRequested,
  recouplingReversalRequested,
  recouplingReversed,
  redistributionRecorded,
} from './domain/exchange.events.js';

/** What this context adds to the catalogue of events. */
export const exchangeEvents: readonly EventDefinition[] = [
  defineEvent(exchangeProposed, {
    type: 'nl.bovenlokaal.exchange.proposed',
    summary:
      'Households are to change municipality so that each gets a fitting dwelling. What it takes is claimed in the same commit: out of reach of other exchanges, and its owner may still use it.',
  }),
  defineEvent(exchangeAccepted, {
    type: 'nl.bovenlokaal.exchange.accepted',
    summary: 'A municipality that takes part said yes.',
  }),
  defineEvent(exchangeReserved, {
    type: 'nl.bovenlokaal.exchange.reserved',
    summary: 'Every municipality said yes: households and dwellings are reserved in the same commit.',
  }),
  defineEvent(exchangeReminded, {
    type: 'nl.bovenlokaal.exchange.reminded',
    summary: 'Those whose turn it is were reminded of a term.',
  }),
  defineEvent(householdInformed, {
    type: 'nl.bovenlokaal.exchange.household-informed',
    summary: 'A household was told by its municipality that it can go elsewhere; from that day on it can object.',
  }),
  defineEvent(householdObjected, {
    type: 'nl.bovenlokaal.exchange.household-objected',
    summary: 'A household objected, which ends the exchange. On what ground is sealed: it stays with the municipality.',
  }),
  defineEvent(exchangeEnded, {
    type: 'nl.bovenlokaal.exchange.ended',
    summary:
      'The exchange ended before settlement: declined, objected to, expired, withdrawn, refused by COA, used by an owner, or no longer fitting. Everything that it held is free in the same commit.',
  }),
  defineEvent(recouplingRequested, {
    type: 'nl.bovenlokaal.recoupling.requested',
    summary: 'COA is asked to move the koppelingen of these legs.',
  }),
  defineEvent(recouplingConfirmed, {
    type: 'nl.bovenlokaal.recoupling.confirmed',
    summary: 'COA moved the koppeling of a leg. Ours moves at settlement, with all others.',
  }),
  defineEvent(recouplingRefused, {
    type: 'nl.bovenlokaal.recoupling.refused',
    summary: 'COA does not move the koppeling of a leg.',
  }),
  defineEvent(recouplingReversalRequested, {
    type: 'nl.bovenlokaal.recoupling.reversal-requested',
    summary:
      'COA had moved these koppelingen for an exchange that is not to be, or for a leg that was returned: it is asked to move them back. Open until it has.',
  }),
  defineEvent(recouplingReversed, {
    type: 'nl.bovenlokaal.recoupling.reversed',
    summary: 'COA moved a koppeling back: on this leg, both sides agree again.',
  }),
  defineEvent(exchangeSettled, {
    type: 'nl.bovenlokaal.exchange.settled',
    summary: 'The exchange is done: every koppeling moved and every dwelling was assigned in the same commit.',
  }),
  defineEvent(checklistAnswered, {
    type: 'nl.bovenlokaal.exchange.checklist-answered',
    summary: 'One side of a leg said what is taken care of when the household goes. The last word counts.',
  }),
  defineEvent(legPlaced, {
    type: 'nl.bovenlokaal.exchange.leg-placed',
    summary: 'The household of a leg lives in the dwelling that was assigned to it.',
  }),
  defineEvent(legFailed, {
    type: 'nl.bovenlokaal.exchange.leg-failed',
    summary: 'After settlement a leg turned out not to be possible. The rest stands.',
  }),
  defineEvent(legRepaired, {
    type: 'nl.bovenlokaal.exchange.leg-repaired',
    summary:
      'A leg that failed was mended: by another dwelling, by a return to where it came from, or by a debt in the exchange balance.',
  }),
  defineEvent(exchangeCompleted, {
    type: 'nl.bovenlokaal.exchange.completed',
    summary: 'Every household was placed, or its leg repaired.',
  }),
  defineEvent(redistributionRecorded, {
    type: 'nl.bovenlokaal.exchange.redistribution-recorded',
    summary:
      'A supervisor decided on the change of taakstellingen that was agreed with the exchange [Huisvestingswet 2014, art. 29(2)]. The taakstellingen change in the same commit.',
  }),
];
