import type { RecordedEvent } from '#libs/event-store';
import type { JsonObject, JsonValue } from '#libs/kernel';
import fc from 'fast-check';
import { taakstellingEvent } from '../domain/taakstelling.events.js';
import { isTaakstellingEvent, readFact } from './read-fact.js';
import { histories } from './testing/histories.js';
import { logOf } from './testing/recorded-events.js';

const odd = fc.constantFrom<JsonValue>(
  null,
  '',
  'x',
  -1,
  1.5,
  2_000_000,
  true,
  [],
  {},
  '2023-02-30',
  'GM34',
  '2023-3',
  '2023-02-30T00:00:00.000Z',
  'x'.repeat(501),
);

describe('reading a fact from the log', () => {
  it('gives what the schema gives, and refuses what the schema refuses, also for events that are damaged in one field', () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.nat(), odd, fc.boolean(), (told, which, field, value, nested) => {
        const facts = logOf(told).filter(({ type }) => isTaakstellingEvent(type));
        const event = facts[which % Math.max(1, facts.length)];
        if (event === undefined) return;
        const damage = (data: JsonObject): JsonObject => {
          const names = Object.keys(data);
          return { ...data, [names[field % names.length] ?? 'x']: value };
        };
        const row = event.data['counted'];
        const data =
          nested && row !== undefined ? { ...event.data, counted: damage(row as JsonObject) } : damage(event.data);
        const damaged: RecordedEvent = { ...event, data };
        const bySchema = taakstellingEvent.safeParse({ ...data, type: event.type });
        if (bySchema.success) expect(readFact(damaged)).toEqual(bySchema.data);
        else expect(() => readFact(damaged)).toThrow();
      }),
      { numRuns: 400 },
    );
  });
});
