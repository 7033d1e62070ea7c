import { z } from 'zod';
import { EventCatalogue } from '#libs/event-catalogue';

/** The one event of the specs of the event log. */
export const countedOnly = new EventCatalogue([
  {
    name: 'Counted',
    type: 'nl.bovenlokaal.spec.counted',
    version: 1,
    summary: 'Something was counted.',
    schema: z.object({ n: z.number().optional(), text: z.string().optional() }),
  },
]);

export const SPEC_SOURCE = 'urn:nld:oin:00000000000000000000:systeem:spec';
