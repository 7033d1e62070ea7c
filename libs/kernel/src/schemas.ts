import { z } from 'zod';
import { isMunicipalityCode, isScope, type MunicipalityCode, type Scope } from './codes.js';
import { parsePeriod, type Period } from './period.js';
import { parseInstant, parseLocalDate, type Instant, type LocalDate } from './time.js';

/**
 * Schemas of the words that every event uses, so that a branded type is only ever made by checking. What stands in `meta` is
 * what others read in the JSON Schema; `format` says more than the pattern where a calendar is needed.
 */
export const municipalityCodeSchema = z
  .custom<MunicipalityCode>((v) => typeof v === 'string' && isMunicipalityCode(v), 'CBS code')
  .meta({ type: 'string', pattern: '^GM\\d{4}$' });
export const scopeSchema = z
  .custom<Scope>((v) => typeof v === 'string' && isScope(v), 'GM…, PV… or NL')
  .meta({ type: 'string', pattern: '^(NL|GM\\d{4}|PV\\d{2})$' });
export const periodSchema = z
  .custom<Period>((v) => typeof v === 'string' && parsePeriod(v).ok, 'period')
  .meta({ type: 'string', pattern: '^(19|20|21)\\d{2}-[12]$' });
export const localDateSchema = z
  .custom<LocalDate>((v) => typeof v === 'string' && parseLocalDate(v).ok, 'date')
  .meta({ type: 'string', format: 'date' });
export const instantSchema = z
  .custom<Instant>((v) => typeof v === 'string' && parseInstant(v).ok, 'instant')
  .meta({ type: 'string', format: 'date-time' });
/** Persons in one fact; more than a million is a slip of the hand, not a municipality. */
export const MOST_PERSONS = 1_000_000;
export const personsSchema = z.int().min(-MOST_PERSONS).max(MOST_PERSONS);
