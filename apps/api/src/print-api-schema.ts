import { API_CONTEXTS } from './contexts.js';
import { printSchemaOf } from './print-schema.js';

/** The schema of the product as `schema.gql` holds it. */
export const printApiSchema = (): Promise<string> => printSchemaOf(API_CONTEXTS);
