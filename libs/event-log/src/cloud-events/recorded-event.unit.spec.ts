import { MOST_RECORD_BYTES, type RecordedEvent } from '#libs/event-store';
import type { JsonObject } from '#libs/kernel';
import fc from 'fast-check';
import { cloudEventOf, type CloudEvent } from './cloud-event.js';
import { RECORD_FAULTS, recordedEventOf, type ReadRecord } from './recorded-event.js';
import { context, counted } from './testing/counted.js';

const event = cloudEventOf(counted(), context);
const read = (value: unknown): ReadRecord => recordedEventOf(Buffer.from(JSON.stringify(value)), context);
const readText = (text: string): ReadRecord => recordedEventOf(Buffer.from(text), context);
const fault = (result: ReadRecord): string => (result.ok ? 'none' : result.fault.code);
const reason = (result: ReadRecord): string => (result.ok ? '' : result.fault.reason);
const withFact = (fact: unknown): unknown => ({ ...event, data: { ...event.data, fact } });

/** One record for each fault. */
const poison: Readonly<Record<(typeof RECORD_FAULTS)[number], readonly (readonly [string, Buffer | null])[]>> = {
  RECORD_TOO_LARGE: [
    ['one byte too many, whatever stands in it', Buffer.alloc(MOST_RECORD_BYTES + 1, 0x20)],
    ['a long note', Buffer.from(JSON.stringify(withFact({ persons: 4, note: 'x'.repeat(MOST_RECORD_BYTES) })))],
  ],
  RECORD_NOT_UTF8: [
    ['a byte that begins nothing', Buffer.from([0x7b, 0xff, 0x7d])],
    ['half a character', Buffer.from([0xe2, 0x82])],
    ['Windows-1252', Buffer.from(JSON.stringify(withFact({ persons: 4, note: 'ë' })), 'latin1')],
    ['half a surrogate pair, in JSON', Buffer.from(JSON.stringify(withFact({ persons: 4, note: '\ud83d' })))],
    [
      'half a surrogate pair as the name of a field',
      Buffer.from(JSON.stringify(withFact({ persons: 4, '\ude00': 1 }))),
    ],
  ],
  RECORD_HAS_NUL: [
    ['a NUL byte', Buffer.from(`${JSON.stringify(event)}\0`)],
    ['NUL in JSON', Buffer.from(JSON.stringify(withFact({ persons: 4, note: 'a\0b' })))],
    ['NUL in an attribute', Buffer.from(JSON.stringify({ ...event, subject: 'a\0b' }))],
  ],
  RECORD_NOT_JSON: [
    ['nothing', Buffer.alloc(0)],
    ['words', Buffer.from('persons: 4')],
    ['half of it', Buffer.from(JSON.stringify(event).slice(0, -1))],
    ['a byte order mark before it', Buffer.from(`\ufeff${JSON.stringify(event)}`)],
  ],
  RECORD_NOT_CLOUDEVENT: [
    ['no value', null],
    ['a list', Buffer.from('[]')],
    ['null', Buffer.from('null')],
    ['another object', Buffer.from('{"persons":4}')],
    ['an event of another system', Buffer.from(JSON.stringify({ ...event, source: `${event.source}2` }))],
  ],
  EVENT_TYPE_UNKNOWN: [
    ['another event', Buffer.from(JSON.stringify({ ...event, type: 'nl.bovenlokaal.spec.forgotten.v1' }))],
    ['the name of the code', Buffer.from(JSON.stringify({ ...event, type: 'Counted' }))],
  ],
  EVENT_VERSION_UNKNOWN: [
    ['a later version', Buffer.from(JSON.stringify({ ...event, type: 'nl.bovenlokaal.spec.counted.v3' }))],
    ['no version', Buffer.from(JSON.stringify({ ...event, type: 'nl.bovenlokaal.spec.counted' }))],
  ],
  EVENT_DATA_INVALID: [
    ['no data', Buffer.from(JSON.stringify({ ...event, data: undefined }))],
    ['a fact that is a list', Buffer.from(JSON.stringify(withFact([])))],
    ['a fact against its schema', Buffer.from(JSON.stringify(withFact({ persons: -1 })))],
    ['the fact beside its place', Buffer.from(JSON.stringify({ ...event, data: { persons: 4 } }))],
    [
      'an older version that it is not',
      Buffer.from(JSON.stringify({ ...(withFact({ number: 4 }) as object), type: 'nl.bovenlokaal.spec.counted.v1' })),
    ],
    [
      'an older version with a text that is no number',
      Buffer.from(
        JSON.stringify({ ...(withFact({ number: 'four' }) as object), type: 'nl.bovenlokaal.spec.counted.v1' }),
      ),
    ],
  ],
};

describe('reading a record of the topic', () => {
  it('gives the event as it was recorded', () => {
    expect(read(event)).toEqual({ ok: true, event: counted() });
  });

  it('gives back any event that was written', () => {
    // Of one to four bytes in UTF-8, with what JSON escapes.
    const character = fc.constantFrom('a', 'ë', '€', '😀', '"', '\\', '\u2028');
    const name = fc.string({ minLength: 1, maxLength: 40, unit: character });
    const text = fc.string({
      unit: fc.oneof(character, fc.constantFrom('\n', '\u0001', '\u009f', '\ufeff', '\uffff')),
    });
    const link = fc.option(name, { nil: undefined });
    const arbitrary = fc.record({
      persons: fc.nat(),
      note: fc.option(text, { nil: undefined }),
      stream: name,
      actor: name,
      traceparent: link,
      correlationId: link,
      causationId: link,
      commit: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER - 1_000 }),
      size: fc.integer({ min: 1, max: 1_000 }),
      place: fc.nat({ max: 999 }),
      effectiveOn: fc.constantFrom(null, '1900-01-01', '2024-02-29'),
      recordedAt: fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
    });
    fc.assert(
      fc.property(
        arbitrary,
        ({ persons, note, stream, actor, commit, size, place, effectiveOn, recordedAt, ...links }) => {
          const known = Object.fromEntries(Object.entries(links).filter(([, text]) => text !== undefined));
          const original = counted({
            data: note === undefined ? { persons } : { persons, note },
            stream,
            position: commit + (place % size),
            effectiveOn: effectiveOn as RecordedEvent['effectiveOn'],
            recordedAt: recordedAt.toISOString() as RecordedEvent['recordedAt'],
            meta: { actor, commandId: actor, commit, commitSize: size, ...known },
          });
          expect(read(cloudEventOf(original, context))).toEqual({ ok: true, event: original });
        },
      ),
    );
  });

  it('takes text that only looks like NUL', () => {
    const data = { persons: 4, note: '\\u0000 and \u0001 and 😀' };
    expect(read(withFact(data))).toMatchObject({ ok: true, event: { data } });
  });

  it('does not mind attributes and fields that it does not know, nor others left out', () => {
    const { datacontenttype: _, dataschema: _schema, ...rest } = event;
    expect(
      read({ ...rest, partitionkey: 'a', data: { ...event.data, more: 1, fact: { persons: 4, more: 2 } } }),
    ).toEqual({
      ok: true,
      event: counted({ data: { persons: 4, more: 2 } }),
    });
  });

  it('brings an older version up to the current one', () => {
    const older = { ...(withFact({ number: ' 4 ' }) as CloudEvent), type: 'nl.bovenlokaal.spec.counted.v1' };
    expect(read(older)).toEqual({ ok: true, event: counted() });
  });
});

describe('a record that cannot be read', () => {
  const cases = Object.entries(poison).flatMap(([code, records]) =>
    records.map(([what, value]) => [code, what, value] as const),
  );

  it('has an example of every fault', () => {
    expect(Object.keys(poison)).toEqual([...RECORD_FAULTS]);
  });

  it.each(cases)('%s: %s', (code, _, value) => {
    expect(fault(recordedEventOf(value, context))).toBe(code);
  });

  it('is the largest that is allowed, and no more', () => {
    const length = JSON.stringify(withFact({ persons: 4, note: '' })).length;
    const largest = withFact({ persons: 4, note: 'x'.repeat(MOST_RECORD_BYTES - length) });
    expect(Buffer.byteLength(JSON.stringify(largest))).toBe(MOST_RECORD_BYTES);
    expect(read(largest).ok).toBe(true);
    expect(fault(readText(`${JSON.stringify(largest)} `))).toBe('RECORD_TOO_LARGE');
  });

  const wrong: readonly (readonly [string, unknown])[] = [
    ['specversion', '0.3'],
    ['source', 'urn:nld:oin:00000001823288444000:systeem:other'],
    ['id', 'not-a-uuid'],
    ['id', '3F2504E0-4F89-41D3-9A0C-0305E82C3301'],
    ['type', ''],
    ['subject', ''],
    ['subject', 4],
    ['time', '2026-02-03'],
    ['time', '2026-02-03T10:15:01Z'],
    ['time', '2026-02-03T10:15:01.250+01:00'],
    ['time', '2026-02-30T10:15:01.250Z'],
    ['datacontenttype', 'text/xml'],
    ['dataschema', ''],
    ['sequence', 42],
    ['sequence', '42'],
    ['sequence', '0000000000000000'],
    ['sequence', '9999999999999999'],
    ['sequence', '0000000000000040'],
    ['sequence', '0000000000000044'],
    ['commit', '41'],
    ['streamversion', 0],
    ['streamversion', '7'],
    ['commitsize', 1.5],
    ['traceparent', ''],
    ['correlationid', 4],
    ['causationid', null],
  ];

  it.each(wrong)('RECORD_NOT_CLOUDEVENT: names the attribute %s when it is %j', (name, value) => {
    const result = read({ ...event, [name]: value });
    expect(fault(result)).toBe('RECORD_NOT_CLOUDEVENT');
    expect(reason(result)).toMatch(new RegExp(`^${name} `));
  });

  it.each([
    'specversion',
    'id',
    'source',
    'type',
    'subject',
    'time',
    'sequence',
    'streamversion',
    'commit',
    'commitsize',
  ])('RECORD_NOT_CLOUDEVENT: misses the attribute %s', (name) => {
    const result = read({ ...event, [name]: undefined });
    expect(fault(result)).toBe('RECORD_NOT_CLOUDEVENT');
    expect(reason(result)).toMatch(new RegExp(`^${name} `));
  });

  it.each<[string, JsonObject]>([
    ['effectiveOn', { effectiveOn: '2023-02-30' }],
    ['effectiveOn', { effectiveOn: 4 }],
    ['actor', { actor: '' }],
    ['commandId', { commandId: null }],
    ['fact', { fact: 'persons' }],
    ['fact of nl.bovenlokaal.spec.counted.v2: persons', { fact: { persons: 'a secret' } }],
  ])('EVENT_DATA_INVALID: names data.%s, never what stands there', (name, changed) => {
    const result = read({ ...event, data: { ...event.data, ...changed } });
    expect(fault(result)).toBe('EVENT_DATA_INVALID');
    expect(reason(result)).toContain(`data.${name}`);
    expect(reason(result)).not.toContain('a secret');
  });

  it('never makes the reader throw, whatever the bytes', () => {
    const whole = Buffer.from(JSON.stringify(event));
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
      fc.json().map((text) => Buffer.from(text)),
      // A good record of which some bytes fell over.
      fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { maxLength: 4 }).map((changes) => {
        const damaged = Buffer.from(whole);
        for (const [at, byte] of changes) damaged[at] = byte;
        return damaged;
      }),
      // A good record with something else in one place.
      fc
        .tuple(fc.constantFrom(...Object.keys(event)), fc.jsonValue())
        .map(([name, value]) => Buffer.from(JSON.stringify({ ...event, [name]: value }))),
      fc.jsonValue().map((fact) => Buffer.from(JSON.stringify(withFact(fact)))),
    );
    fc.assert(
      fc.property(bytes, (value) => {
        const result = recordedEventOf(value, context);
        expect(result.ok || RECORD_FAULTS.includes(result.fault.code)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('may be nested as deep as it fits', () => {
    const deep = (open: string, close: string): string => open.repeat(20_000) + close.repeat(20_000);
    expect(fault(readText(deep('[', ']')))).toBe('RECORD_NOT_CLOUDEVENT');
    const nested = `{"\\u0041":${deep('[', ']')}}`;
    expect(
      readText(JSON.stringify(withFact(null)).replace('"fact":null', `"fact":{"persons":4,"more":${nested}}`)).ok,
    ).toBe(true);
  });
});
