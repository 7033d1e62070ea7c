export { openEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from './embedded.js';
export { EmbeddedPostgresError } from './embedded-error.js';
export { migrate, SchemaNewerError, type Migration } from './migrate.js';
export { openDatabase, type OpenDatabase, type OpenDatabaseOptions } from './open-database.js';
export { createClient, createPool, dedicatedClient, typeParsers } from './pool.js';
export { PG_POOL, PostgresModule, type PostgresOptions } from './postgres.module.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
