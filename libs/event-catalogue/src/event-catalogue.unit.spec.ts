import { z } from 'zod';
import { EventCatalogue } from './event-catalogue.js';
import { defineEvent, type EventDefinition } from './event-definition.js';
import { generations, thirdCounted } from './testing/three-versions.js';

const counted: EventDefinition = {
  name: 'Counted',
  type: 'nl.bovenlokaal.spec.counted',
  version: 1,
  summary: 'Persons were counted.',
  schema: z.object({ persons: z.int() }),
};

describe('the catalogue of events', () => {
  it('knows an event by its name, by what the store keeps and by the type of its CloudEvent', () => {
    const catalogue = new EventCatalogue([thirdCounted]);
    const current = catalogue.current('Counted');
    expect(current).toMatchObject({
      version: 3,
      isCurrent: true,
      cloudType: 'nl.bovenlokaal.spec.counted.v3',
      storedName: 'Counted.v3',
      dataSchema: 'urn:nld:bovenlokaal:schema:nl.bovenlokaal.spec.counted.v3',
    });
    expect(catalogue.stored('Counted')).toMatchObject({ version: 1, isCurrent: false });
    expect(catalogue.stored('Counted.v3')).toBe(current);
    expect(catalogue.ofCloudType('nl.bovenlokaal.spec.counted.v2')).toMatchObject({ version: 2 });
    expect(catalogue.versions.map(({ storedName }) => storedName)).toEqual(['Counted', 'Counted.v2', 'Counted.v3']);
    expect(catalogue.current('Counted.v3')).toBeUndefined();
    expect(catalogue.stored('Counted.v1')).toBeUndefined();
  });

  it('tells a type that it never heard of from a version that it does not know', () => {
    const catalogue = generations[1];
    expect(catalogue.ofCloudType('nl.bovenlokaal.spec.counted.v3')).toBe('unknown-version');
    expect(catalogue.ofCloudType('nl.bovenlokaal.spec.counted')).toBe('unknown-version');
    expect(catalogue.ofCloudType('nl.bovenlokaal.spec.forgotten.v1')).toBe('unknown-type');
    expect(catalogue.ofCloudType('')).toBe('unknown-type');
  });

  it('brings data of an older version up step by step, and leaves what it was given as it was', () => {
    const catalogue = generations[2];
    const first = catalogue.stored('Counted');
    if (first === undefined) throw new Error('the first version is gone');
    const data = Object.freeze({ number: '4' });
    expect(catalogue.upcast(first, data)).toEqual({ persons: 4, kind: 'regular' });
    expect(data).toEqual({ number: '4' });
  });

  it('names the field that is wrong, and never what stands in it', () => {
    const catalogue = new EventCatalogue([counted]);
    expect(catalogue.faultOf(counted, { persons: 4 })).toBeNull();
    const fault = catalogue.faultOf(counted, { persons: 'secret' });
    expect(fault).toMatch(/^persons: /);
    expect(fault).not.toContain('secret');
    expect(catalogue.faultOf(counted, 'secret')).toMatch(/^data: /);
  });

  it.each<[string, Partial<EventDefinition>]>([
    ['another event has this name', {}],
    ['another event has this type', { name: 'Other' }],
    ['its name must be letters', { name: 'Counted.v2', type: 'nl.bovenlokaal.spec.other' }],
    ['its name must be letters', { name: 'counted', type: 'nl.bovenlokaal.spec.other' }],
    ['its type must be a reverse domain name', { name: 'Other', type: 'nl.bovenlokaal.spec.other.v1' }],
    ['its type must be a reverse domain name', { name: 'Other', type: 'Other' }],
    ['its version must be', { name: 'Other', type: 'nl.bovenlokaal.spec.other', version: 0 }],
    ['one upcast from each version', { name: 'Other', type: 'nl.bovenlokaal.spec.other', version: 2 }],
    [
      'one upcast from each version',
      { name: 'Other', type: 'nl.bovenlokaal.spec.other', version: 2, upcasts: { 2: (data) => data } },
    ],
    [
      'one upcast from each version',
      { name: 'Other', type: 'nl.bovenlokaal.spec.other', upcasts: { 1: (data) => data } },
    ],
  ])('is not made when of a second event %s', (why, changed) => {
    expect(() => new EventCatalogue([counted, { ...counted, ...changed }])).toThrow(why);
  });

  it('defines an event from the schema that deciders use, whose name is no part of the data', () => {
    const definition = defineEvent(z.object({ type: z.literal('Counted'), persons: z.int() }), {
      type: 'nl.bovenlokaal.spec.counted',
      summary: 'Persons were counted.',
    });
    expect(definition).toMatchObject({ name: 'Counted', version: 1 });
    expect(new EventCatalogue([definition]).faultOf(definition, { persons: 4 })).toBeNull();
  });
});
