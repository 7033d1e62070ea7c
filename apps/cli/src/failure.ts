import { refusal, type Refusal } from '#libs/kernel';

/** Error codes of Postgres and of the network that say: the database is not to be had, whatever we ask of it. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', '57P03', '53300']);
const NOT_LET_IN = new Set(['28P01', '28000', '3D000']);

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What people can mend themselves (no database, a newer one, no rights), as a refusal; null where the fault is ours. */
export function refusalOf(error: unknown): Refusal | null {
  // Several addresses of one host: Node tells of each, and the code of the first stands on the whole.
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  if (UNREACHABLE.has(code)) return refusal('STORE_UNREACHABLE', `de database antwoordt niet (${code})`);
  if (NOT_LET_IN.has(code)) return refusal('STORE_NOT_ALLOWED', `de database laat ons niet toe: ${message}`);
  const ours = ['EmbeddedPostgresError', 'SchemaNewerError', 'SigningKeyError', 'ProjectionNewer', 'ProjectionHalted'];
  if (error instanceof Error && ours.includes(error.name)) {
    return refusal(code === '' ? error.name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase() : code, message);
  }
  return null;
}
