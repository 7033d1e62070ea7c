import { z } from 'zod';
import { EventCatalogue } from '../event-catalogue.js';
import type { EventDefinition } from '../event-definition.js';

/**
 * A count of three generations: in the first `number` was a text, in the second a whole number, in the third it is called
 * `persons` and says of which kind.
 */
const firstCounted: EventDefinition = {
  name: 'Counted',
  type: 'nl.bovenlokaal.spec.counted',
  version: 1,
  summary: 'Persons were counted.',
  schema: z.object({ number: z.string() }),
};

const secondCounted: EventDefinition = {
  ...firstCounted,
  version: 2,
  schema: z.object({ number: z.int() }),
  upcasts: { 1: ({ number }) => ({ number: Number(number) }) },
};

export const thirdCounted: EventDefinition = {
  ...firstCounted,
  version: 3,
  schema: z.object({ persons: z.int().min(0), kind: z.enum(['regular', 'har']) }),
  upcasts: { ...secondCounted.upcasts, 2: ({ number = 0 }) => ({ persons: number, kind: 'regular' }) },
};

/** The same software as it was released three times. */
export const generations = [firstCounted, secondCounted, thirdCounted].map(
  (definition) => new EventCatalogue([definition]),
) as [EventCatalogue, EventCatalogue, EventCatalogue];
