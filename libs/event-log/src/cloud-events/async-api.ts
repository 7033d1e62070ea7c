import type { EventCatalogue, EventVersion, JsonSchema } from '#libs/event-catalogue';
import type { JsonObject } from '#libs/kernel';
import { eventsTopic, figuresTopic } from '../kafka/kafka-settings.js';
import { PARTITIONS } from '../kafka/partition-of.js';
import { CLOUD_EVENT, eventHeaders, eventSchema, stateSchema, watermarkHeaders } from './async-api-schemas.js';

export interface AsyncApiOptions {
  /** Of the product. */
  readonly version: string;
  readonly catalogue: EventCatalogue;
  /** The messages on the compacted topic of figures. */
  readonly figures: EventCatalogue;
  /** A whole CloudEvent of an event by name, to show. */
  exampleOf(this: void, name: string): JsonObject | undefined;
}

/** Names as they are where nobody chose others. */
const DEFAULTS = { prefix: 'bovenlokaal' } as const;
const BINDING = '0.5.0';

const ref = (path: string): JsonSchema => ({ $ref: `#/${path}` });

/** The event log as an AsyncAPI 3.0 document: what may be read from Kafka, where, and in which form. The same input gives the same document. */
export function asyncApi({ version, catalogue, figures, exampleOf }: AsyncApiOptions): JsonSchema {
  const events = inOrder(catalogue);
  const states = inOrder(figures);
  return {
    asyncapi: '3.0.0',
    id: 'urn:nld:bovenlokaal:asyncapi',
    info: {
      title: 'Bovenlokaal, event log',
      version,
      description: INFO,
      license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/en/' },
      tags: [{ name: 'CloudEvents 1.0, NL GOV profile 1.1' }],
    },
    defaultContentType: CLOUD_EVENT,
    servers: { broker: SERVER },
    channels: {
      events: eventsChannel([...events.map(nameOf), 'Watermark']),
      figures: figuresChannel(states.map(nameOf)),
    },
    operations: OPERATIONS,
    components: {
      messages: {
        ...Object.fromEntries(events.map((known) => [nameOf(known), eventMessage(known, exampleOf(nameOf(known)))])),
        Watermark: WATERMARK,
        ...Object.fromEntries(states.map((known) => [nameOf(known), stateMessage(known)])),
      },
    },
  };
}

const nameOf = ({ definition }: EventVersion): string => definition.name;
const inOrder = ({ versions }: EventCatalogue): readonly EventVersion[] =>
  versions.filter(({ isCurrent }) => isCurrent).sort((a, b) => (a.cloudType < b.cloudType ? -1 : 1));

const INFO = `Every fact that Bovenlokaal recorded, in the order in which it was recorded, and the current figures.

Postgres decides and keeps; Kafka distributes. The topics can be wiped and filled again from the store, which begins a new \`epoch\`.
Consumers only read. A record may come more than once: \`source\` and \`id\` know it again. Order holds within a partition, and so
within a stream. Nothing is skipped: a gap shows in the headers.
`;

const SERVER: JsonSchema = {
  host: '{host}:{port}',
  protocol: 'kafka',
  title: 'Kafka',
  description: 'The brokers of one installation, `KAFKA_BROKERS` in its configuration.',
  variables: {
    host: { default: 'localhost', description: 'A broker.' },
    port: { default: '9092', description: 'Its port.' },
  },
};

const messagesOf = (names: readonly string[]): JsonSchema =>
  Object.fromEntries(names.map((name) => [name, ref(`components/messages/${name}`)]));

const eventsChannel = (names: readonly string[]): JsonSchema => ({
  address: eventsTopic(DEFAULTS),
  title: 'Events',
  summary: 'Every event of the store, and watermarks between them.',
  description: `The first part of the name is \`KAFKA_PREFIX\`. The number of partitions never changes: the place of an event follows from its stream, by the partitioner of Kafka's own clients (murmur2).`,
  servers: [ref('servers/broker')],
  messages: messagesOf(names),
  bindings: {
    kafka: {
      topic: eventsTopic(DEFAULTS),
      partitions: PARTITIONS,
      topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1, 'retention.bytes': -1 },
      bindingVersion: BINDING,
    },
  },
});

const figuresChannel = (names: readonly string[]): JsonSchema => ({
  address: figuresTopic(DEFAULTS),
  title: 'Current figures',
  summary: 'The public figures as they are now, per scope and period.',
  description:
    'Compacted: the last record of a key is what holds. A copy of what anybody may ask over the API; nothing in the product reads it.',
  servers: [ref('servers/broker')],
  messages: messagesOf(names),
  bindings: {
    kafka: {
      topic: figuresTopic(DEFAULTS),
      topicConfiguration: { 'cleanup.policy': ['compact'] },
      bindingVersion: BINDING,
    },
  },
});

/** Seen from the product, as AsyncAPI 3 has it: it sends to both topics, and its own read models and reactors receive the events. */
const OPERATIONS: JsonSchema = {
  publishEvents: {
    action: 'send',
    channel: ref('channels/events'),
    summary:
      'The relay publishes every event of the store, in order of position. One relay is active, others stand by.',
  },
  publishFigures: {
    action: 'send',
    channel: ref('channels/figures'),
    summary: 'The worker puts figures when they changed, and all of them at the start of each local day.',
  },
  readEvents: {
    action: 'receive',
    channel: ref('channels/events'),
    summary: 'Read models and reactors follow the log.',
    description:
      'Each run of a consumer joins a group of its own and has all partitions. It commits no offsets: how far it is stands with what it made of the events.',
    bindings: {
      kafka: {
        groupId: { type: 'string', pattern: `^${DEFAULTS.prefix}\\.[a-z0-9.-]+\\.[0-9a-f-]{36}$` },
        bindingVersion: BINDING,
      },
    },
  },
};

function eventMessage(known: EventVersion, example: JsonObject | undefined): JsonSchema {
  return {
    name: known.cloudType,
    title: nameOf(known),
    summary: known.definition.summary,
    contentType: CLOUD_EVENT,
    headers: eventHeaders,
    payload: eventSchema(known),
    bindings: keyed('The stream: `subject` of the CloudEvent.'),
    ...(example === undefined ? {} : { examples: [{ name: nameOf(known), payload: example }] }),
  };
}

const stateMessage = (known: EventVersion): JsonSchema => ({
  name: known.cloudType,
  title: nameOf(known),
  summary: known.definition.summary,
  contentType: CLOUD_EVENT,
  payload: stateSchema(known),
  bindings: keyed('What the state is of: `subject` of the CloudEvent.'),
});

const keyed = (description: string): JsonSchema => ({
  kafka: { key: { type: 'string', description }, bindingVersion: BINDING },
});

const WATERMARK: JsonSchema = {
  name: 'watermark',
  title: 'Watermark',
  summary: 'No event, and no CloudEvent: says how far its partition is known. Without key and value.',
  headers: watermarkHeaders,
  payload: { type: 'null' },
  bindings: { kafka: { bindingVersion: BINDING } },
};
