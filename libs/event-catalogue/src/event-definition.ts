import type { JsonObject } from '#libs/kernel';
import type { z } from 'zod';

/** A kind of fact that may stand in the log: what it is called, what it means, what it holds. */
export interface EventDefinition {
  /** As deciders and projections know it: `TaakstellingAnnounced`. */
  readonly name: string;
  /** Reverse domain name, without a version: `nl.bovenlokaal.taakstelling.announced`. */
  readonly type: string;
  /** From 1. Raised only when a reader of the version before could not read what this one writes, or the other way round. */
  readonly version: number;
  /** One or two sentences for people. */
  readonly summary: string;
  /** Of the event's `data`, in the current version. */
  readonly schema: z.ZodType;
  /** From version n to n + 1, for every version before the current one. Pure; must keep an event within the largest size. */
  readonly upcasts?: Readonly<Record<number, (data: JsonObject) => JsonObject>>;
}

/** One version of an event that can be read: the current one, or one from which there is a way up. */
export interface EventVersion {
  readonly definition: EventDefinition;
  readonly version: number;
  readonly isCurrent: boolean;
  /** `type` of its CloudEvent: `nl.bovenlokaal.taakstelling.announced.v1`. */
  readonly cloudType: string;
  /** Under which name the store keeps it: the name itself for version 1 (older than versions are), `name.v2` from 2. */
  readonly storedName: string;
  /** Names the JSON Schema of `data` of the CloudEvent. */
  readonly dataSchema: string;
}

/** The schema of an event as deciders use it, with its name as a literal. */
type NamedSchema = z.ZodObject<{ type: z.ZodLiteral<string> } & z.core.$ZodLooseShape>;

/** Defines an event from its schema: the name is that of the literal `type`, which is no part of the stored data. */
export function defineEvent(
  schema: NamedSchema,
  definition: Omit<EventDefinition, 'name' | 'schema' | 'version'> & { readonly version?: number },
): EventDefinition {
  return { version: 1, ...definition, name: schema.shape.type.value, schema: schema.omit({ type: true }) };
}
