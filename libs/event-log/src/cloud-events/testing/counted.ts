import { EventCatalogue } from '#libs/event-catalogue';
import type { RecordedEvent } from '#libs/event-store';
import type { Instant, LocalDate } from '#libs/kernel';
import { z } from 'zod';
import type { CloudEventContext } from '../cloud-event.js';

/** An event of which the first version counted `number` as text. */
const catalogue = new EventCatalogue([
  {
    name: 'Counted',
    type: 'nl.bovenlokaal.spec.counted',
    version: 2,
    summary: 'Persons were counted.',
    schema: z.object({ persons: z.int().min(0), note: z.string().optional() }),
    upcasts: { 1: ({ number }) => ({ persons: Number((number as string).trim()) }) },
  },
]);

export const context: CloudEventContext = {
  source: 'urn:nld:oin:00000001823288444000:systeem:bovenlokaal',
  catalogue,
};

export const counted = (changed: Partial<RecordedEvent> = {}): RecordedEvent => ({
  id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  type: 'Counted',
  data: { persons: 4 },
  effectiveOn: '2023-03-14' as LocalDate,
  position: 42,
  stream: 'tally-GM0344',
  version: 7,
  meta: { actor: 'demo:coordinator', commandId: 'import-7', commit: 41, commitSize: 3 },
  recordedAt: '2026-02-03T10:15:01.250Z' as Instant,
  ...changed,
});
