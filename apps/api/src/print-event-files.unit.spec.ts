import { CATALOGUE, FIGURES_MESSAGES } from '#libs/composition';
import { fileNameOf, GOLDEN_FOLDER } from '#libs/event-catalogue';
import { packageFile } from '#libs/kernel';
import { Ajv, type AnySchema, type Options, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'yaml';
import { printAsyncApi, printEventFiles } from './print-event-files.js';

interface Message {
  readonly name: string;
  readonly headers: AnySchema;
  readonly payload: AnySchema;
  readonly bindings: { readonly kafka: { readonly key?: AnySchema } };
  readonly examples?: readonly { readonly payload: unknown }[];
}

interface Document {
  readonly channels: Readonly<
    Record<
      string,
      {
        readonly address: string;
        readonly messages: Readonly<Record<string, { readonly $ref: string }>>;
        readonly bindings: { readonly kafka: unknown };
      }
    >
  >;
  readonly components: { readonly messages: Readonly<Record<string, Message>> };
}

const text = printAsyncApi();
const document = parse(text) as Document;
const { messages } = document.components;
const committed = (path: string): string => readFileSync(packageFile(path), 'utf8');
const golden = (name: string): unknown => {
  const known = CATALOGUE.current(name);
  return known === undefined ? null : JSON.parse(committed(`${GOLDEN_FOLDER}/${fileNameOf(known)}.json`));
};

function validator(schema: AnySchema, options: Options = {}): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, ...options });
  formats.default(ajv);
  return ajv.compile(schema);
}

describe('asyncapi.yaml', () => {
  it('is an AsyncAPI 3.0 document, its Kafka bindings and schemas included', () => {
    const require = createRequire(import.meta.url);
    const specification = require('@asyncapi/specs/schemas/3.0.0.json') as AnySchema;
    // It brings the schema of schemas along.
    const validate = validator(specification, { meta: false, validateSchema: false });
    validate(document);
    expect(validate.errors).toBeNull();
    // The test can fail: the same document with a fault in a binding, and in a schema.
    const faulty = structuredClone(document) as unknown as { channels: { events: { bindings: { kafka: object } } } };
    faulty.channels.events.bindings.kafka = { partitions: 'twelve' };
    expect(validate(faulty)).toBe(false);
  });

  it('is the same text every time, and the one that is committed', () => {
    expect(printAsyncApi()).toBe(text);
    for (const { path, content } of printEventFiles()) expect([path, committed(path)]).toEqual([path, content]);
  });

  it('has every event of the catalogue on the topic of events, and the watermark', () => {
    const events = document.channels['events'];
    expect(events?.address).toBe('bovenlokaal.events');
    expect(Object.keys(events?.messages ?? {}).sort()).toEqual(
      [...CATALOGUE.definitions.map(({ name }) => name), 'Watermark'].sort(),
    );
    for (const [name, { $ref }] of Object.entries(events?.messages ?? {})) {
      expect($ref).toBe(`#/components/messages/${name}`);
      expect(messages).toHaveProperty(name);
    }
    expect(events?.bindings.kafka).toMatchObject({ partitions: 12, topicConfiguration: { 'retention.ms': -1 } });
  });

  it('has the current figures on a compacted topic', () => {
    const figures = document.channels['figures'];
    expect(Object.keys(figures?.messages ?? {})).toEqual(FIGURES_MESSAGES.definitions.map(({ name }) => name));
    expect(figures?.bindings.kafka).toMatchObject({ topicConfiguration: { 'cleanup.policy': ['compact'] } });
  });

  it.each(CATALOGUE.definitions.map(({ name }) => name))(
    'describes %s as it is: its golden file fits, and shows it',
    (name) => {
      const message = messages[name];
      const event = golden(name) as { data: { fact: object } };
      const validate = validator(message?.payload ?? false);
      validate(event);
      expect(validate.errors).toBeNull();
      expect(message?.examples?.[0]?.payload).toEqual(event);
      expect(validate({ ...event, type: 'nl.bovenlokaal.other.happened.v1' })).toBe(false);
      expect(validate({ ...event, data: { ...event.data, fact: {} } })).toBe(false);
    },
  );

  it('describes the headers by which a reader knows the place of a record', () => {
    const event = validator(messages['RealisationRecorded']?.headers ?? false);
    const filling = { log: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', epoch: '1', previous: '0' };
    const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8', ...filling };
    expect(event({ ...headers, position: '42' })).toBe(true);
    expect(event(headers)).toBe(false);
    expect(event({ ...headers, log: undefined, position: '42' })).toBe(false);
    const watermark = validator(messages['Watermark']?.headers ?? false);
    expect(watermark({ ...filling, watermark: '42' })).toBe(true);
    expect(watermark(filling)).toBe(false);
  });
});
