import { z } from 'zod';
import type { EventDefinition, EventVersion } from './event-definition.js';

/** A JSON Schema (2020-12), or a part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** The schema of an event's own data. Open: a reader does not mind a field that it does not know. */
export function factSchemaOf({ schema }: Pick<EventDefinition, 'schema'>): JsonSchema {
  // What our own words check by code says in `meta` what it comes to.
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return rest;
}

const headOf = ({ definition, version, dataSchema }: EventVersion): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: dataSchema,
  title: `${definition.name}, version ${version}`,
  description: definition.summary,
});

/**
 * The schema of `data` of the CloudEvent of an event, the one that `dataschema` names: the event's own data stands in `fact`,
 * beside what no attribute may say.
 */
export const dataSchemaOf = (known: EventVersion): JsonSchema => ({
  ...headOf(known),
  type: 'object',
  properties: {
    effectiveOn: {
      anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }],
      description: 'Day on which it happened in the world; null where that has no meaning.',
    },
    actor: { type: 'string', minLength: 1, maxLength: 400, description: 'Pseudonym of who did it.' },
    commandId: { type: 'string', minLength: 1, maxLength: 400, description: 'Of the command that it came of.' },
    fact: factSchemaOf(known.definition),
  },
  required: ['effectiveOn', 'actor', 'commandId', 'fact'],
});

/** The same of a message that tells a state: that is all of its `data`. */
export const stateSchemaOf = (known: EventVersion): JsonSchema => ({
  ...headOf(known),
  ...factSchemaOf(known.definition),
});
