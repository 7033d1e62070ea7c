import { z } from 'zod';
import { EventCatalogue } from './event-catalogue.js';
import type { JsonSchema } from './data-schema.js';
import { releasedVersions, releaseFaults } from './released-schemas.js';
import { generations, thirdCounted } from './testing/three-versions.js';

const [first, second, third] = generations;
/** What `npm run schema` writes for a release. */
const filesOf = (catalogue: EventCatalogue): ReadonlyMap<string, JsonSchema> =>
  new Map(releasedVersions(catalogue).flatMap(({ file, schema }) => (schema === null ? [] : [[file, schema]])));
/** What stands in the folder after three releases. */
const released = new Map([first, second, third].flatMap((catalogue) => [...filesOf(catalogue)]));

describe('releasing the schemas of a catalogue', () => {
  it('adds a file for a raised version, and leaves those of the versions before', () => {
    expect([...released.keys()]).toEqual([
      'Counted.v1.schema.json',
      'Counted.v2.schema.json',
      'Counted.v3.schema.json',
    ]);
    expect(releaseFaults(releasedVersions(third), released)).toEqual([]);
    expect(releaseFaults(releasedVersions(second), filesOf(first))).toEqual([]);
  });

  it('fails on a change of what was released under the same version', () => {
    const changed = new EventCatalogue([{ ...thirdCounted, schema: z.object({ persons: z.int() }) }]);
    expect(releaseFaults(releasedVersions(changed), released)).toEqual(
      expect.arrayContaining(['Counted.v3.schema.json: data.fact.kind: was removed']),
    );
  });

  it('takes a new field that may be absent', () => {
    const schema = z.object({
      persons: z.int().min(0),
      kind: z.enum(['regular', 'har']),
      remark: z.string().optional(),
    });
    expect(releaseFaults(releasedVersions(new EventCatalogue([{ ...thirdCounted, schema }])), released)).toEqual([]);
  });

  it('fails when something that was released can no longer be read, or its schema was thrown away', () => {
    expect(releaseFaults(releasedVersions(new EventCatalogue([])), filesOf(first))).toEqual([
      'Counted.v1.schema.json: was released, and can no longer be read',
    ]);
    expect(releaseFaults(releasedVersions(third), filesOf(third))).toEqual([
      'Counted.v1.schema.json: the schema of an older version is gone',
      'Counted.v2.schema.json: the schema of an older version is gone',
    ]);
  });
});
