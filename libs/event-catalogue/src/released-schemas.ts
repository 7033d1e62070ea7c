import { breakingChanges } from './breaking-changes.js';
import { dataSchemaOf, type JsonSchema } from './data-schema.js';
import type { EventCatalogue } from './event-catalogue.js';
import type { EventVersion } from './event-definition.js';

/** Folder of the schemas that others may rely on, and of one whole CloudEvent for each, from the root of the package. */
export const RELEASED_FOLDER = 'libs/event-catalogue/released';
export const GOLDEN_FOLDER = 'libs/event-catalogue/golden';

/** Begin of the names of an event version's files. */
export const fileNameOf = ({ definition, version }: EventVersion): string => `${definition.name}.v${version}`;

/** One version of an event or message that others may rely on. */
export interface ReleasedVersion {
  /** In `RELEASED_FOLDER`. */
  readonly file: string;
  /** As the code has it; null for an older version, of which only the file is left. */
  readonly schema: JsonSchema | null;
}

/** Every version in a catalogue. `schemaOf`: of the `data` of a current one. */
export const releasedVersions = (
  catalogue: EventCatalogue,
  schemaOf: (known: EventVersion) => JsonSchema = dataSchemaOf,
): readonly ReleasedVersion[] =>
  catalogue.versions.map((known) => ({
    file: `${fileNameOf(known)}.schema.json`,
    schema: known.isCurrent ? schemaOf(known) : null,
  }));

/**
 * Why these versions may not take the place of what was released, in English; empty when they may: none breaks its own released
 * schema, and everything that was ever released can still be read.
 */
export function releaseFaults(
  versions: readonly ReleasedVersion[],
  released: ReadonlyMap<string, JsonSchema>,
): readonly string[] {
  const known = new Map(versions.map(({ file, schema }) => [file, schema]));
  return [
    ...[...released].flatMap(([file, schema]) => {
      const now = known.get(file);
      if (now === undefined) return [`${file}: was released, and can no longer be read`];
      return now === null ? [] : breakingChanges(schema, now).map((change) => `${file}: ${change}`);
    }),
    ...versions
      .filter(({ file, schema }) => schema === null && !released.has(file))
      .map(({ file }) => `${file}: the schema of an older version is gone`),
  ];
}
