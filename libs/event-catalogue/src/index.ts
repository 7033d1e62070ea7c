export { CatalogueEventStore, UnknownStoredEvent } from './catalogue-event-store.js';
export { EventCatalogue, type FoundType } from './event-catalogue.js';
export { defineEvent, type EventDefinition, type EventVersion } from './event-definition.js';
export { dataSchemaOf, factSchemaOf, stateSchemaOf, type JsonSchema } from './data-schema.js';
export { breakingChanges } from './breaking-changes.js';
export { eventsPage } from './events-page.js';
export { jsonText } from './json-text.js';
export {
  fileNameOf,
  GOLDEN_FOLDER,
  RELEASED_FOLDER,
  releasedVersions,
  releaseFaults,
  type ReleasedVersion,
} from './released-schemas.js';
