import { MOST_EVENT_BYTES, MOST_RECORD_BYTES, type RecordedEvent } from '#libs/event-store';
import fc from 'fast-check';
import { cloudEventOf } from './cloud-event.js';
import { context, counted } from './testing/counted.js';

const linked = counted({
  meta: {
    ...counted().meta,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    correlationId: 'import-7',
    causationId: '3f2504e0-4f89-41d3-9a0c-0305e82c3399',
  },
});
const event = cloudEventOf(linked, context);
const { data, ...attributes } = event;
/** As everybody else meets it. */
const onTheWire = JSON.parse(JSON.stringify(event)) as Record<string, unknown>;

/**
 * NL GOV profile for CloudEvents 1.1, rule by rule. Each `describe` is a section of it, each test begins with the rule.
 */
describe('an event by the NL GOV profile: Context Attributes, Attribute Naming Convention', () => {
  it('MUST consist of lower-case letters or digits; SHOULD NOT exceed 20 characters', () => {
    for (const name of Object.keys(attributes)) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
  });
});

describe('an event by the NL GOV profile: Context Attributes, Type System', () => {
  it('MUST be of one of the types listed: here text, and whole numbers of 32 bits', () => {
    for (const value of Object.values(attributes)) {
      if (typeof value === 'string') expect(value).toMatch(/^[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]+$/u);
      else expect(Number.isInteger(value) && Math.abs(value) < 2 ** 31).toBe(true);
    }
  });
});

describe('an event by the NL GOV profile: Context Attributes, REQUIRED Attributes', () => {
  it('id: MUST be a non-empty string; producers MUST use an id that persistently identifies the event', () => {
    expect(event.id).toBe(linked.id);
  });

  it('id: source + id is unique for each distinct event, and the same whenever that event is sent again', () => {
    const again = cloudEventOf(linked, context);
    expect([again.source, again.id]).toEqual([event.source, event.id]);
    expect(cloudEventOf(counted({ id: '3f2504e0-4f89-41d3-9a0c-0305e82c3302' }), context).id).not.toBe(event.id);
  });

  it('source: SHOULD be a URN in the namespace nld, with the OIN of the organisation and then the system', () => {
    expect(event.source).toBe(context.source);
    expect(event.source).toMatch(/^urn:nld:oin:\d{20}:systeem:[^:\s]+$/);
  });

  it('specversion: MUST be 1.0', () => {
    expect(event.specversion).toBe('1.0');
  });

  it('type: MUST be in reverse domain name notation, with a single version number prefixed by v', () => {
    expect(event.type).toBe('nl.bovenlokaal.spec.counted.v2');
    expect(event.type).toMatch(/^nl(\.[a-z][a-z0-9-]*)+\.v[1-9]\d*$/);
    expect(event.type.match(/\.v\d+/g)).toHaveLength(1);
  });
});

describe('an event by the NL GOV profile: Context Attributes, OPTIONAL Attributes', () => {
  it('datacontenttype: JSON-format SHOULD be used', () => {
    expect(event.datacontenttype).toBe('application/json');
  });

  it('dataschema: MUST be a non-empty URI; another for an incompatible change', () => {
    expect(event.dataschema).toBe('urn:nld:bovenlokaal:schema:nl.bovenlokaal.spec.counted.v2');
    expect(URL.canParse(event.dataschema)).toBe(true);
  });

  it('subject: MUST be a non-empty string', () => {
    expect(event.subject).toBe('tally-GM0344');
  });

  it('time: MUST be RFC 3339; the time the event was logged SHOULD be used', () => {
    expect(event.time).toBe(linked.recordedAt);
    expect(event.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('time: the time when it occurred in reality SHOULD NOT be used; it is payload', () => {
    expect(JSON.stringify(attributes)).not.toContain('2023-03-14');
    expect(data.effectiveOn).toBe('2023-03-14');
  });
});

describe('an event by the NL GOV profile: Context Attributes, Sequence', () => {
  it('sequence: MUST be a non-empty lexicographically-orderable string', () => {
    const position = fc.oneof(
      fc.integer({ min: 1, max: 10_000 }),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    );
    const sequence = (of: number): string => cloudEventOf(counted({ position: of }), context).sequence;
    fc.assert(
      fc.property(position, position, (one, other) => {
        expect(Math.sign(Number(sequence(one) > sequence(other)) - Number(sequence(one) < sequence(other)))).toBe(
          Math.sign(one - other),
        );
      }),
    );
  });

  it('sequence: RECOMMENDED as monotonically increasing and contiguous', () => {
    expect([1, 2, 3].map((position) => Number(cloudEventOf(counted({ position }), context).sequence))).toEqual([
      1, 2, 3,
    ]);
  });

  it('sequencetype: OPTIONAL; not Integer, whose values are JSON numbers of 32 bits that wrap around', () => {
    expect(onTheWire).not.toHaveProperty('sequencetype');
    expect(event.sequence).toBe('0000000000000042');
  });
});

describe('an event by the NL GOV profile: Context Attributes, Extension Context Attributes', () => {
  it('SHOULD be kept minimal: place in the stream, the commit, and what it is part of where that is known', () => {
    expect(attributes).toMatchObject({ streamversion: 7, commit: '0000000000000041', commitsize: 3 });
    expect(attributes).toMatchObject({
      traceparent: linked.meta.traceparent,
      correlationid: linked.meta.correlationId,
      causationid: linked.meta.causationId,
    });
    const known = Object.keys(cloudEventOf(counted(), context));
    expect(Object.keys(event).filter((name) => !known.includes(name))).toEqual([
      'traceparent',
      'correlationid',
      'causationid',
    ]);
  });
});

describe('an event by the NL GOV profile: Event Data', () => {
  it('is encoded as datacontenttype says, and holds what no attribute may say beside the fact', () => {
    expect(onTheWire['data']).toEqual({
      effectiveOn: '2023-03-14',
      actor: 'demo:coordinator',
      commandId: 'import-7',
      fact: { persons: 4 },
    });
  });
});

describe('an event by the NL GOV profile: Size Limits', () => {
  it('is at most 64 KByte on the wire, with key and headers, for the largest event that the store takes', () => {
    // Every part that can be long at its longest, in characters of which UTF-8 makes the most.
    const name = '€'.repeat(400);
    const largest: Omit<RecordedEvent, 'data'> = {
      ...counted({ stream: name, position: Number.MAX_SAFE_INTEGER, version: 2_147_483_647 }),
      meta: {
        actor: name,
        commandId: name,
        commit: Number.MAX_SAFE_INTEGER,
        commitSize: 2_147_483_647,
        correlationId: name,
      },
    };
    // What the store counts besides the data: see `eventBytes`.
    const { id, stream, type, effectiveOn, meta } = largest;
    const counts = Buffer.byteLength(JSON.stringify({ data: {}, effectiveOn, id, meta, stream, type }));
    const note = 'x'.repeat(MOST_EVENT_BYTES - counts);
    const source = `urn:nld:oin:00000001823288444000:systeem:${'x'.repeat(200)}`;
    const value = JSON.stringify(cloudEventOf({ ...largest, data: { persons: 4, note } }, { ...context, source }));
    const key = Buffer.byteLength(stream);
    const headers = 4 * (20 + 16) + 'content-typeapplication/cloudevents+json; charset=utf-8'.length;
    expect(Buffer.byteLength(value) + key + headers).toBeLessThan(MOST_RECORD_BYTES);
  });
});

describe('an event by the NL GOV profile: Privacy and Security', () => {
  it('Sensitive information SHOULD NOT be carried in attributes: who did it and by which command is data', () => {
    const text = JSON.stringify(attributes);
    // The correlation of this one is the id of its command: shown by another.
    const other = cloudEventOf(counted({ meta: { ...counted().meta, commandId: 'by-somebody' } }), context);
    const { data: hidden, ...shown } = other;
    expect(text).not.toContain('demo:coordinator');
    expect(JSON.stringify(shown)).not.toContain('by-somebody');
    expect(hidden).toMatchObject({ actor: 'demo:coordinator', commandId: 'by-somebody' });
  });
});

describe('an event that is not in the catalogue', () => {
  it('is a bug, and is never sent', () => {
    expect(() => cloudEventOf(counted({ type: 'Forgotten' }), context)).toThrow('event 42: Forgotten');
  });
});
