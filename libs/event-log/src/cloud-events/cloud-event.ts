import type { EventCatalogue } from '#libs/event-catalogue';
import type { RecordedEvent } from '#libs/event-store';
import type { JsonObject } from '#libs/kernel';

/** What both sides must agree on. */
export interface CloudEventContext {
  /** `urn:nld:oin:<20 digits>:systeem:<name>`: which system of which organisation these events are of. */
  readonly source: string;
  readonly catalogue: EventCatalogue;
}

/**
 * What a CloudEvent carries of an event besides its attributes. The actor and the command's id are pseudonyms of people,
 * and the day in the world may say something about a person: none of them may be an attribute, which intermediaries log
 * [NL GOV profile 1.1, Privacy and Security; Context Attributes, time].
 */
export interface CloudEventData {
  /** The day on which it happened in the world; null where that has no meaning. */
  readonly effectiveOn: string | null;
  readonly actor: string;
  readonly commandId: string;
  /** The event's own data. */
  readonly fact: JsonObject;
}

/**
 * A recorded event as a CloudEvent 1.0 by the NL GOV profile 1.1, in the JSON format. Without `sequencetype`: as
 * `Integer` it would be a number of 32 bits that wraps around, and of numbers only those with zeros in front order as text.
 */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** That of the event in the store, for ever: one can be found by it. */
  readonly id: string;
  readonly source: string;
  /** Reverse domain name with the version: `nl.bovenlokaal.taakstelling.announced.v1`. */
  readonly type: string;
  /** The stream: all events about one thing, in order. */
  readonly subject: string;
  /** When it was recorded, not when it happened. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** Position in the log, dense from 1, in 16 digits, so that it orders as text. */
  readonly sequence: string;
  /** Place in the stream, dense from 1. */
  readonly streamversion: number;
  /** Position of the first event of the commit, as `sequence`. */
  readonly commit: string;
  /** How many events the commit holds. */
  readonly commitsize: number;
  readonly traceparent?: string;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly data: CloudEventData;
}

/** Digits of a position: as many as the largest whole number that is exact in JavaScript and JSON readers like it. */
const POSITION_DIGITS = 16;

const sequenceOf = (position: number): string => String(position).padStart(POSITION_DIGITS, '0');

/**
 * An event, as the catalogue's store gives it, as it goes out into the world.
 * @throws RangeError for an event that is not in the catalogue: the store does not give those.
 */
export function cloudEventOf(event: RecordedEvent, { source, catalogue }: CloudEventContext): CloudEvent {
  const known = catalogue.current(event.type);
  if (known === undefined) throw new RangeError(`event ${event.position}: ${event.type} is not in the catalogue`);
  const { meta } = event;
  return {
    specversion: '1.0',
    id: event.id,
    source,
    type: known.cloudType,
    subject: event.stream,
    time: event.recordedAt,
    datacontenttype: 'application/json',
    dataschema: known.dataSchema,
    sequence: sequenceOf(event.position),
    streamversion: event.version,
    commit: sequenceOf(meta.commit),
    commitsize: meta.commitSize,
    ...(meta.traceparent === undefined ? {} : { traceparent: meta.traceparent }),
    ...(meta.correlationId === undefined ? {} : { correlationid: meta.correlationId }),
    ...(meta.causationId === undefined ? {} : { causationid: meta.causationId }),
    data: { effectiveOn: event.effectiveOn, actor: meta.actor, commandId: meta.commandId, fact: event.data },
  };
}
