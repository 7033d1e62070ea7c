import { StoreUnavailable } from '#libs/event-store';
import { refusal, type Refusal } from '#libs/kernel';

/** Error codes of Postgres and of the network that say: the database is not to be had, whatever we ask of it. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', '57P03', '53300']);
/** The server went away under us: stopped by its administrator, crashed, shutting down, or the connection broke (class 08). */
const CUT_OFF = /^(57P0[12]|08\w{3}|EPIPE)$/;
const NOT_LET_IN = new Set(['28P01', '28000', '3D000']);

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** The driver gives no code to a connection that ended in the middle of a question. */
const isCutOffWithoutCode = (error: unknown): boolean =>
  error instanceof Error && /^Connection terminated|^Client has encountered a connection error/.test(error.message);

const STORE_UNAVAILABLE = refusal(
  'STORE_UNAVAILABLE',
  'de database viel weg; of het is opgeslagen, is niet bekend. Geef dezelfde opdracht gerust nog eens: wat al is opgeslagen, komt er niet dubbel in',
);

/**
 * A fault in the middle of the work: a database that is no longer to be had by then leaves the outcome unknown, whereas
 * one that was not to be had at the start was never asked for anything.
 */
export const duringWork = (error: unknown): unknown =>
  UNREACHABLE.has(codeOf(error)) ? new StoreUnavailable(error) : error;

/** What people can mend themselves (no database, a newer one, no rights), as a refusal; null where the fault is ours. */
export function refusalOf(error: unknown): Refusal | null {
  // Several addresses of one host: Node tells of each, and the code of the first stands on the whole.
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  if (error instanceof StoreUnavailable || CUT_OFF.test(code) || isCutOffWithoutCode(error)) return STORE_UNAVAILABLE;
  if (UNREACHABLE.has(code)) return refusal('STORE_UNREACHABLE', `de database antwoordt niet (${code})`);
  if (NOT_LET_IN.has(code)) return refusal('STORE_NOT_ALLOWED', `de database laat ons niet toe: ${message}`);
  const ours = [
    'EmbeddedPostgresError',
    'SchemaNewerError',
    'SigningKeyError',
    'SecretFileError',
    'HouseholdKeyUnreadable',
    'ProjectionNewer',
    'ProjectionHalted',
  ];
  if (error instanceof Error && ours.includes(error.name)) {
    return refusal(code === '' ? error.name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase() : code, message);
  }
  return null;
}
