import { z } from 'zod';
import { isMunicipalityCode, isScope, type MunicipalityCode, type Scope } from './codes.js';
import { parsePeriod, type Period } from './period.js';
import { parseInstant, parseLocalDate, type Instant, type LocalDate } from './time.js';

/** Schemas of the words that every event uses, so that a branded type is only ever made by checking. */
export const municipalityCodeSchema = z.custom<MunicipalityCode>(
  (v) => typeof v === 'string' && isMunicipalityCode(v),
  'CBS code',
);
export const scopeSchema = z.custom<Scope>((v) => typeof v === 'string' && isScope(v), 'GM…, PV… or NL');
export const periodSchema = z.custom<Period>((v) => typeof v === 'string' && parsePeriod(v).ok, 'period');
export const localDateSchema = z.custom<LocalDate>((v) => typeof v === 'string' && parseLocalDate(v).ok, 'date');
export const instantSchema = z.custom<Instant>((v) => typeof v === 'string' && parseInstant(v).ok, 'instant');
/** Persons in one fact; more than a million is a slip of the hand, not a municipality. */
export const MOST_PERSONS = 1_000_000;
export const personsSchema = z.int().min(-MOST_PERSONS).max(MOST_PERSONS);
