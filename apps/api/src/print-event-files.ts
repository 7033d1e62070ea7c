import { CATALOGUE, FIGURES_MESSAGES } from '#libs/composition';
import {
  eventsPage,
  fileNameOf,
  GOLDEN_FOLDER,
  jsonText,
  RELEASED_FOLDER,
  releasedVersions,
  releaseFaults,
  stateSchemaOf,
  type JsonSchema,
} from '#libs/event-catalogue';
import { asyncApi } from '#libs/event-log';
import { packageFile, type JsonObject, type JsonValue } from '#libs/kernel';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { stringify } from 'yaml';

/** A file of the repository that follows from the code. */
export interface PrintedFile {
  /** From the root of the package. */
  readonly path: string;
  readonly content: string;
}

/** Everything that others may rely on. */
const VERSIONS = [...releasedVersions(CATALOGUE), ...releasedVersions(FIGURES_MESSAGES, stateSchemaOf)];

const readJson = (path: string): JsonObject => JSON.parse(readFileSync(packageFile(path), 'utf8')) as JsonObject;

/** The schemas that were released, by the names of their files. */
const releasedSchemas = (): ReadonlyMap<string, JsonSchema> =>
  new Map(
    (existsSync(packageFile(RELEASED_FOLDER)) ? readdirSync(packageFile(RELEASED_FOLDER)) : []).map((file) => [
      file,
      readJson(`${RELEASED_FOLDER}/${file}`),
    ]),
  );

/** The golden file of the current version of an event: a CloudEvent to show. */
function exampleOf(name: string): JsonObject | undefined {
  const known = CATALOGUE.current(name);
  const path = known === undefined ? '' : `${GOLDEN_FOLDER}/${fileNameOf(known)}.json`;
  return existsSync(packageFile(path)) ? readJson(path) : undefined;
}

/** AsyncAPI of the product as `asyncapi.yaml` holds it: the same bytes for the same catalogue. */
export function printAsyncApi(): string {
  const version = readJson('package.json')['version'] as string;
  const document = asyncApi({
    version,
    catalogue: CATALOGUE,
    figures: FIGURES_MESSAGES,
    exampleOf,
  });
  const text = stringify(document, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false });
  return `# Written by npm run schema from the catalogue of events.\n${text}`;
}

/**
 * What follows from the catalogue of events: AsyncAPI, the page for people, and the schemas to be released. A released schema is
 * only ever extended, by what its readers do not mind.
 * @throws Error that names every change of a released schema that would break who relies on it.
 */
export function printEventFiles(): readonly PrintedFile[] {
  const faults = releaseFaults(VERSIONS, releasedSchemas());
  if (faults.length > 0) {
    const why = 'this breaks what was released; raise the version of the event and give it an upcast';
    throw new Error(`${why}:\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
  }
  return [
    { path: 'asyncapi.yaml', content: printAsyncApi() },
    { path: 'docs/events.md', content: eventsPage(CATALOGUE, FIGURES_MESSAGES) },
    ...VERSIONS.flatMap(({ file, schema }) =>
      schema === null ? [] : [{ path: `${RELEASED_FOLDER}/${file}`, content: jsonText(schema as JsonValue) }],
    ),
  ];
}
