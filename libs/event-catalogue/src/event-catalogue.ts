import type { JsonObject } from '#libs/kernel';
import { factSchemaOf } from './data-schema.js';
import type { EventDefinition, EventVersion } from './event-definition.js';
import { plainFit } from './plain-fit.js';

/** What a text in the place of a CloudEvents `type` stands for. */
export type FoundType = EventVersion | 'unknown-type' | 'unknown-version';

const NAME = /^[A-Z][A-Za-z0-9]{0,99}$/;
const REVERSE_DOMAIN = /^[a-z]{2,}(\.[a-z][a-z0-9-]*){2,}$/;
const VERSIONED = /\.v\d+$/;
const MOST_TYPE_LENGTH = 120;

/** Every event that may stand in the log, by its names. */
export class EventCatalogue {
  readonly #current = new Map<string, EventVersion>();
  readonly #stored = new Map<string, EventVersion>();
  readonly #cloud = new Map<string, EventVersion>();
  readonly #types = new Set<string>();
  readonly #plainFits = new Map<EventDefinition, (data: unknown) => boolean>();

  /** @throws RangeError when two events share a name or a type, or one is not well defined: a bug, found at the start. */
  constructor(readonly definitions: readonly EventDefinition[]) {
    for (const definition of definitions) this.#add(definition);
  }

  #add(definition: EventDefinition): void {
    const { name, type, version, upcasts = {} } = definition;
    const wrong = (why: string): RangeError => new RangeError(`event ${name} (${type}): ${why}`);
    if (!NAME.test(name)) throw wrong('its name must be letters and digits, beginning with a capital');
    if (!REVERSE_DOMAIN.test(type) || VERSIONED.test(type) || type.length > MOST_TYPE_LENGTH) {
      throw wrong(
        `its type must be a reverse domain name without a version, of at most ${MOST_TYPE_LENGTH} characters`,
      );
    }
    if (!Number.isSafeInteger(version) || version < 1) throw wrong('its version must be a whole number from 1');
    if (this.#current.has(name)) throw wrong('another event has this name');
    if (this.#types.has(type)) throw wrong('another event has this type');
    const steps = Object.keys(upcasts).map(Number);
    if (steps.length !== version - 1 || steps.some((step) => !(step >= 1 && step < version))) {
      throw wrong(`it needs one upcast from each version before ${version}, and no other`);
    }
    this.#types.add(type);
    this.#plainFits.set(definition, plainFit(factSchemaOf(definition)));
    for (let v = 1; v <= version; v++) {
      const known: EventVersion = {
        definition,
        version: v,
        isCurrent: v === version,
        cloudType: `${type}.v${v}`,
        storedName: v === 1 ? name : `${name}.v${v}`,
        dataSchema: `urn:nld:bovenlokaal:schema:${type}.v${v}`,
      };
      this.#stored.set(known.storedName, known);
      this.#cloud.set(known.cloudType, known);
      if (known.isCurrent) this.#current.set(name, known);
    }
  }

  /** The current version of the event with this name. */
  current(name: string): EventVersion | undefined {
    return this.#current.get(name);
  }

  /** Every version of every event that can be read, in the order of the definitions, oldest first. */
  get versions(): readonly EventVersion[] {
    return [...this.#stored.values()];
  }

  /** The version that the store keeps under this name. */
  stored(storedName: string): EventVersion | undefined {
    return this.#stored.get(storedName);
  }

  /** The version that a CloudEvent's `type` names. */
  ofCloudType(cloudType: string): FoundType {
    const known = this.#cloud.get(cloudType);
    if (known !== undefined) return known;
    return this.#types.has(cloudType.replace(VERSIONED, '')) ? 'unknown-version' : 'unknown-type';
  }

  /** Data of a version as the current version has it. The given data is not changed. */
  upcast({ definition, version }: EventVersion, data: JsonObject): JsonObject {
    let result = data;
    for (let from = version; from < definition.version; from++) {
      const step = definition.upcasts?.[from];
      if (step === undefined) throw new RangeError(`event ${definition.name}: no upcast from version ${from}`);
      result = step(result);
    }
    return result;
  }

  /** Why this is not the data of the current version, with the field at fault but never its value; null when it is. */
  faultOf(definition: EventDefinition, data: unknown): string | null {
    if (this.#plainFits.get(definition)?.(data) === true) return null;
    const parsed = definition.schema.safeParse(data);
    if (parsed.success) return null;
    const [issue] = parsed.error.issues;
    return `${issue?.path.map(String).join('.') || 'data'}: ${issue?.message ?? 'invalid'}`;
  }
}
