import { parseInstant, parseLocalDate } from '#libs/kernel';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const POSITION = /^(?!0{16})\d{16}$/;
const JSON_TYPE = 'application/json';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 1;
const isPosition = (value: unknown): boolean =>
  typeof value === 'string' && POSITION.test(value) && Number.isSafeInteger(Number(value));
/** As the store writes moments, so that they compare as text. */
function isMoment(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const read = parseInstant(value);
  return read.ok && read.value === value;
}
const isAbsentOrText = (value: unknown): boolean => value === undefined || isText(value);

/**
 * What is wrong with the attributes of a CloudEvent, in English; null when they are as `cloudEventOf` writes them. Other
 * attributes than ours may stand there. By hand, not by a schema library: every event passes here, and the reader is paid for it.
 */
export function attributeFault(json: unknown, source: string): string | null {
  if (!isObject(json)) return 'it is not a JSON object';
  if (json['specversion'] !== '1.0') return 'specversion must be 1.0';
  if (json['source'] !== source) return `source must be ${source}`;
  if (!isText(json['type'])) return 'type is missing';
  const id = json['id'];
  if (typeof id !== 'string' || !UUID.test(id)) return 'id must be a UUID in lower case';
  if (!isText(json['subject'])) return 'subject is missing';
  if (!isMoment(json['time'])) return 'time must be a moment in UTC to the millisecond';
  const contentType = json['datacontenttype'];
  if (contentType !== undefined && contentType !== JSON_TYPE) return `datacontenttype must be ${JSON_TYPE}`;
  if (!isAbsentOrText(json['dataschema'])) return 'dataschema must be a URI';
  if (!isPosition(json['sequence'])) return 'sequence must be a position from 1 in 16 digits';
  if (!isPosition(json['commit'])) return 'commit must be a position from 1 in 16 digits';
  if (!isCount(json['streamversion'])) return 'streamversion must be a whole number from 1';
  if (!isCount(json['commitsize'])) return 'commitsize must be a whole number from 1';
  const first = Number(json['commit']);
  const position = Number(json['sequence']);
  if (position < first || position >= first + (json['commitsize'] as number)) return 'sequence lies outside its commit';
  for (const name of ['traceparent', 'correlationid', 'causationid']) {
    if (!isAbsentOrText(json[name])) return `${name} must be a text`;
  }
  return null;
}

/** What is wrong with `data` around the fact, in English; null when nothing is. */
export function dataFault(data: unknown): string | null {
  if (!isObject(data)) return 'data is not a JSON object';
  const on = data['effectiveOn'];
  if (on !== null && !(typeof on === 'string' && parseLocalDate(on).ok))
    return 'data.effectiveOn must be a date or null';
  if (!isText(data['actor'])) return 'data.actor is missing';
  if (!isText(data['commandId'])) return 'data.commandId is missing';
  if (!isObject(data['fact'])) return 'data.fact is not a JSON object';
  return null;
}
