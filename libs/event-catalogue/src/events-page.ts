import { factSchemaOf, type JsonSchema } from './data-schema.js';
import type { EventCatalogue } from './event-catalogue.js';
import type { EventDefinition } from './event-definition.js';

const properties = (schema: JsonSchema): readonly [string, JsonSchema][] =>
  Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>);

const INTRODUCTION = `# Events

Every fact in the log is one of these. This page, \`asyncapi.yaml\` and the schemas in \`libs/event-catalogue/released\` are written by
\`npm run schema\` from the definitions in the code (\`libs/*/src/*.definitions.ts\`); \`npm run schema:check\` fails when they differ.

An event leaves the store as a [CloudEvent](https://cloudevents.io) by the NL GOV profile 1.1. Its attributes hold nothing about a person:

| Attribute | What it is |
|---|---|
| \`id\` | that of the event in the store, a UUID, for ever; \`source\` and \`id\` together know an event that comes twice |
| \`source\` | \`urn:nld:oin:<20 digits>:systeem:<name>\`: of which organisation and system |
| \`type\` | the name below with its version: \`….v1\` |
| \`subject\` | the stream: all events about one thing, in order. Key of the record as well |
| \`time\` | when it was recorded, UTC. Never runs backwards with \`sequence\` |
| \`dataschema\` | names the JSON Schema of \`data\`, the \`$id\` of a file in \`released\` |
| \`sequence\` | position in the log of the source, from 1 without gaps, in 16 digits so that it orders as text. No \`sequencetype\`: the profile's \`Integer\` has 32 bits and no zeros in front |
| \`streamversion\` | place in the stream, from 1 without gaps |
| \`commit\`, \`commitsize\` | \`sequence\` of the first event that was recorded together with it, and how many they are |
| \`traceparent\`, \`correlationid\`, \`causationid\` | what it is part of, where known |

\`data\` holds \`effectiveOn\` (the day on which it happened in the world, or null), \`actor\` and \`commandId\` (pseudonyms: no attributes, since intermediaries
log those) and \`fact\`: the fields below. Readers must not mind fields that they do not know. A change that would make a reader or
a writer of before refuse what the other writes gets a new version and a new \`type\`; older versions are read as the current one.
`;

const STATES = `# States

What others read who want to know how things are, not what happened: on compacted topics, the last record of a key counts. Each is
a CloudEvent too, with the state as its \`data\`.
`;

/** The catalogues for people, as Markdown: of what happens, and of the states that are told. */
export const eventsPage = (events: EventCatalogue, states: EventCatalogue): string =>
  [INTRODUCTION, ...sectionsOf(events), STATES, ...sectionsOf(states)].join('\n');

const sectionsOf = ({ definitions }: EventCatalogue): readonly string[] =>
  [...definitions].sort((a, b) => (a.type < b.type ? -1 : 1)).map((definition) => `${sectionOf(definition)}\n`);

function sectionOf({ name, type, version, summary, schema }: EventDefinition): string {
  const rows = fieldRows(factSchemaOf({ schema }), '');
  const table = ['| Field | Holds | Meaning |', '|---|---|---|', ...rows].join('\n');
  return [`## ${name}`, `\`${type}.v${version}\``, plain(summary), table].join('\n\n');
}

/** Text that Markdown shows as it stands, in a cell too. */
const plain = (text: string): string => text.replace(/[<|*_]/g, '\\$&');

function fieldRows(schema: JsonSchema, prefix: string): readonly string[] {
  const required = (schema['required'] ?? []) as readonly string[];
  return properties(schema).flatMap(([name, field]) => {
    const optional = required.includes(name) ? '' : ', may be absent';
    const row = `| \`${prefix}${name}\` | ${kindOf(field)}${optional} | ${plain((field['description'] as string | undefined) ?? '')} |`;
    const below = [field, ...branches(field)].flatMap((part) => fieldRows(part, `${prefix}${name}.`));
    return [row, ...below, ...itemsOf(field).flatMap((part) => fieldRows(part, `${prefix}${name}[].`))];
  });
}

const branches = (schema: JsonSchema): readonly JsonSchema[] => (schema['anyOf'] ?? []) as readonly JsonSchema[];
const itemsOf = ({ items }: JsonSchema): readonly JsonSchema[] => (items === undefined ? [] : [items as JsonSchema]);

/** Bounds that are only those of the numbers of JSON say nothing. */
const isBound = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER;

function kindOf(schema: JsonSchema): string {
  const { type, format, pattern, minimum, maximum, maxLength } = schema;
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `\`${String(value)}\``).join(', ');
  if (branches(schema).length > 0) return branches(schema).map(kindOf).join(' or ');
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'moment';
  if (typeof pattern === 'string') return `text \`${pattern.replaceAll('|', '\\|')}\``;
  if (type === 'array') return `list of ${itemsOf(schema).map(kindOf).join()}`;
  if (type === 'string') return typeof maxLength === 'number' ? `text, at most ${maxLength}` : 'text';
  if (type === 'integer' || type === 'number') {
    const kind = type === 'integer' ? 'whole number' : 'number';
    const [least, most] = [isBound(minimum) ? minimum : null, isBound(maximum) ? maximum : null];
    return least === null && most === null ? kind : `${kind}, ${least ?? '…'} to ${most ?? '…'}`;
  }
  return String(type);
}
