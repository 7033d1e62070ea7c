export { HOUSEHOLD_KEYS, type HouseholdKeys } from './household-keys.js';
export { InMemoryHouseholdKeys } from './in-memory-household-keys.js';
export { secretsMigrations } from './migrations.js';
export { HouseholdKeyUnreadable } from './postgres-household-keys.js';
export { HouseholdKey, sealedSchema, type Sealed, type SealedField } from './sealed.js';
export { secretIn, SecretFileError } from './secret-file.js';
export { SecretsModule } from './secrets.module.js';
