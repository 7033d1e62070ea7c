import { MOST_RECORD_BYTES } from '#libs/event-store';
import { instantOrThrow, type JsonObject } from '#libs/kernel';
import type { Figures } from '../../read-model/index.js';
import { ask } from '../../read-model/testing/ask.js';
import { announced, counted, policy, realised } from '../../read-model/testing/recorded-events.js';
import { digestOf, figuresChanged, figuresChangedMessage, keyOf } from './figures-changed.message.js';

const SOURCE = 'urn:nld:oin:00000001234567890000:systeem:bovenlokaal';
const NOW = instantOrThrow('2023-10-26T12:00:00Z');
const bytesOf = (value: JsonObject): number => Buffer.byteLength(JSON.stringify(value));

describe('the message that figures changed', () => {
  const figures: Figures = ask(
    [policy(), announced('GM0344', '2023-2', 100, '2023-05-01'), realised('a', counted('GM0344', '2023-10-03', 4))],
    { scope: 'PV26', period: '2023-2', rowsVisible: false },
  );

  it('is a CloudEvent by the NL GOV profile, whose data is the figures as its schema describes them', () => {
    const event = figuresChanged(figures, SOURCE, NOW);
    expect({ ...event, data: null }).toEqual({
      specversion: '1.0',
      id: event['id'],
      source: SOURCE,
      type: 'nl.bovenlokaal.figures.changed.v1',
      subject: 'PV26/2023-2',
      time: NOW,
      datacontenttype: 'application/json',
      dataschema: 'urn:nld:bovenlokaal:schema:nl.bovenlokaal.figures.changed.v1',
      data: null,
    });
    expect(event['id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(keyOf(figures)).toBe('PV26/2023-2');
    expect(event['data']).toEqual(JSON.parse(JSON.stringify(figures)));
    // A field that the schema does not describe would be gone.
    expect(figuresChangedMessage.schema.parse(event['data'])).toEqual(event['data']);
  });

  it('has the same id for the same state whenever it is put, and another for another state or position', () => {
    const idOf = (state: Figures, time = NOW): unknown => figuresChanged(state, SOURCE, time)['id'];
    expect(idOf(figures, instantOrThrow('2024-01-01T00:00:00Z'))).toBe(idOf(figures));
    expect(idOf({ ...figures, position: figures.position + 1 })).not.toBe(idOf(figures));
    expect(idOf({ ...figures, realised: 5 })).not.toBe(idOf(figures));
  });

  it('says nothing new when only the position differs', () => {
    expect(digestOf({ ...figures, position: figures.position + 1 })).toBe(digestOf(figures));
    expect(digestOf({ ...figures, asOf: '2023-10-28' as Figures['asOf'] })).not.toBe(digestOf(figures));
  });

  it('stays within what intermediaries pass on: of too many long footnotes it shows what fits and counts the rest', () => {
    const remarks = Array.from({ length: 50 }, (_, n) => `${n} `.padEnd(500, '€'));
    const event = figuresChanged({ ...figures, remarks }, SOURCE, NOW);
    const shown = (event['data'] as JsonObject)['remarks'] as string[];
    expect(bytesOf(event)).toBeLessThanOrEqual(MOST_RECORD_BYTES);
    expect(shown.slice(0, -1)).toEqual(remarks.slice(0, shown.length - 1));
    expect(shown.at(-1)).toBe(`… en nog ${remarks.length - shown.length + 1} opmerkingen`);
    expect(bytesOf(event) + bytesOf({ remark: remarks[0] ?? '' })).toBeGreaterThan(MOST_RECORD_BYTES);
    expect(figuresChanged({ ...figures, remarks: remarks.slice(0, 30) }, SOURCE, NOW)).toMatchObject({
      data: { remarks: remarks.slice(0, 30) },
    });
  });
});
