import { defineEvent, type EventDefinition } from '#libs/event-catalogue';
import { policyAdopted, policyProposed } from './policy.events.js';

/** What this lib adds to the catalogue of events. */
export const policyEvents: readonly EventDefinition[] = [
  defineEvent(policyProposed, {
    type: 'nl.bovenlokaal.policy.proposed',
    summary: 'Somebody proposed a version of a policy. It holds for nothing until somebody else adopts it.',
  }),
  defineEvent(policyAdopted, {
    type: 'nl.bovenlokaal.policy.adopted',
    summary:
      'A version of a policy holds, from the day it names: adopted by a second person, or shipped with the software.',
  }),
];
