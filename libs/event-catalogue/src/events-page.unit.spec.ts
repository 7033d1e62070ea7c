import { z } from 'zod';
import { EventCatalogue } from './event-catalogue.js';
import type { EventDefinition } from './event-definition.js';
import { eventsPage } from './events-page.js';
import { jsonText } from './json-text.js';

describe('the page of events', () => {
  it('says of each event what it is called, what it means and what it holds, and so of each state', () => {
    const counted: EventDefinition = {
      name: 'Counted',
      type: 'nl.bovenlokaal.spec.counted',
      version: 1,
      summary: 'Persons were counted.',
      schema: z.object({
        row: z.object({ persons: z.int().min(0).max(9).describe('How many.') }).nullable(),
        kind: z.enum(['regular', 'har']),
        remark: z.string().max(5).optional(),
      }),
    };
    const tally: EventDefinition = {
      ...counted,
      name: 'Tally',
      summary: 'How many there are.',
      schema: z.object({ parts: z.array(z.object({ share: z.number().min(0).max(1) })), sum: z.int() }),
    };
    const page = eventsPage(new EventCatalogue([counted]), new EventCatalogue([tally]));
    expect(page).toContain('## Counted\n\n`nl.bovenlokaal.spec.counted.v1`\n\nPersons were counted.\n');
    expect(page).toContain('| `row.persons` | whole number, 0 to 9 | How many. |\n');
    expect(page).toContain('| `kind` | `regular`, `har` |  |\n');
    expect(page).toContain('| `remark` | text, at most 5, may be absent |  |\n');
    expect(page.indexOf('# States')).toBeGreaterThan(page.indexOf('## Counted'));
    expect(page.indexOf('## Tally')).toBeGreaterThan(page.indexOf('# States'));
    expect(page).toContain('| `parts` | list of object |  |\n| `parts[].share` | number, 0 to 1 |  |\n');
    expect(page).toContain('| `sum` | whole number |  |\n');
  });
});

describe('JSON for files', () => {
  it('stands one member a line, with short lists on one', () => {
    expect(jsonText({ a: [1, null, 'x'], b: {}, c: { d: [{ e: true }] }, f: [] })).toBe(
      '{\n  "a": [1, null, "x"],\n  "b": {},\n  "c": {\n    "d": [\n      {\n        "e": true\n      }\n    ]\n  },\n  "f": []\n}\n',
    );
    const long = Array.from({ length: 30 }, (_, i) => `value ${i}`);
    expect(jsonText(long)).toBe(`[\n${long.map((text) => `  "${text}"`).join(',\n')}\n]\n`);
  });
});
