import { dataSchemaOf, stateSchemaOf, type EventVersion, type JsonSchema } from '#libs/event-catalogue';

/** Content type of a record that holds a whole CloudEvent: the structured mode. */
export const CLOUD_EVENT = 'application/cloudevents+json; charset=utf-8';

const count = (description: string): JsonSchema => ({ type: 'string', pattern: '^\\d{1,16}$', description });

const log: JsonSchema = {
  type: 'string',
  format: 'uuid',
  description: 'Of which log the record is: the id of its first event. Ignore a record of another log than yours.',
};

const epoch = count(
  'Which filling of the topic the record belongs to. Ignore a record of a lower one than the highest seen.',
);
const previous = count(
  'Position of the event before it in its partition; 0: there is none. Higher than what was seen: a gap.',
);

/** Headers of a record that holds an event. */
export const eventHeaders: JsonSchema = {
  type: 'object',
  properties: {
    'content-type': { const: CLOUD_EVENT },
    log,
    epoch,
    previous,
    position: count('Position of the event in the log; a lower one than was seen is a repetition.'),
  },
  required: ['content-type', 'log', 'epoch', 'previous', 'position'],
};

/** Headers of a record that only says how far its partition is known. */
export const watermarkHeaders: JsonSchema = {
  type: 'object',
  properties: {
    log,
    epoch,
    previous,
    watermark: count('Position up to which every event of this partition has been published.'),
  },
  required: ['log', 'epoch', 'previous', 'watermark'],
};

const POSITION: JsonSchema = { type: 'string', pattern: '^\\d{16}$' };
const link: JsonSchema = { type: 'string', minLength: 1 };

/** Attributes that every CloudEvent of ours has. */
const attributesOf = (known: EventVersion): JsonSchema => ({
  specversion: { const: '1.0' },
  id: { type: 'string', format: 'uuid' },
  source: { type: 'string', pattern: '^urn:nld:oin:\\d{20}:systeem:[a-z0-9-]+$' },
  type: { const: known.cloudType },
  subject: { type: 'string', minLength: 1, description: 'The stream, or what the state is of. Key of the record.' },
  time: { type: 'string', format: 'date-time', description: 'When it was recorded, not when it happened.' },
  datacontenttype: { const: 'application/json' },
  dataschema: { const: known.dataSchema },
});

const EVENT_ATTRIBUTES: JsonSchema = {
  sequence: { ...POSITION, description: 'Position in the log, from 1 without gaps.' },
  streamversion: { type: 'integer', minimum: 1, description: 'Place in the stream, from 1 without gaps.' },
  commit: { ...POSITION, description: 'Position of the first event that was recorded together with it.' },
  commitsize: { type: 'integer', minimum: 1, description: 'How many events were recorded together.' },
};
const LINKS: JsonSchema = { traceparent: link, correlationid: link, causationid: link };

/** Within another schema it needs no head of its own. */
function headless(schema: JsonSchema): JsonSchema {
  const { $schema: _, $id: _id, title: _title, description: _description, ...rest } = schema;
  return rest;
}

/** The whole CloudEvent of an event, as `cloudEventOf` makes it. Open: attributes may be added. */
export function eventSchema(known: EventVersion): JsonSchema {
  const required = { ...attributesOf(known), ...EVENT_ATTRIBUTES };
  return {
    type: 'object',
    properties: { ...required, ...LINKS, data: headless(dataSchemaOf(known)) },
    required: [...Object.keys(required), 'data'],
  };
}

/** The whole CloudEvent that tells a state. */
export function stateSchema(known: EventVersion): JsonSchema {
  const required = attributesOf(known);
  return {
    type: 'object',
    properties: { ...required, data: headless(stateSchemaOf(known)) },
    required: [...Object.keys(required), 'data'],
  };
}
