export * from './domain/assessment.events.js';
export * from './features/import-assessments/import-assessments.command.js';
export * from './features/list-assessments/list-assessments.query.js';
export * from './read-model/assessments.projection.js';
export * from './read-model/assessments.reader.js';
export * from './supervision.definitions.js';
export * from './supervision.module.js';
