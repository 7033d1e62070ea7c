export * from './data-file.js';
export * from './fields.js';
export * from './import-file.js';
export type { ImportedFile, ImportWarning, LeftOut, WarnOfRow, Whole } from './import-rows.js';
export * from './read-table.js';
export * from './row-identity.js';
export * from './row-refusals.js';
