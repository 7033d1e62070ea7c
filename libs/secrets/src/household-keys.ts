import { refuse, type Result } from '#libs/kernel';
import type { HouseholdKey } from './sealed.js';

/** Injection token of the `HouseholdKeys` of the process. */
export const HOUSEHOLD_KEYS = Symbol('HouseholdKeys');

/**
 * The keys of households. While a key is there, what was sealed for the household can be read; once destroyed, nobody can, for ever,
 * and no new key is made for it.
 */
export interface HouseholdKeys {
  /** The key, made where there is none. Refuses `HOUSEHOLD_FORGOTTEN`. */
  keyOf(household: string): Promise<Result<HouseholdKey>>;
  /** Those that are there; a household that is unknown or forgotten is left out. */
  keysOf(households: readonly string[]): Promise<ReadonlyMap<string, HouseholdKey>>;
  /** Durable when it resolves; doing it again does nothing. */
  destroy(household: string): Promise<void>;
}

export const forgotten = (): Result<never> =>
  refuse('HOUSEHOLD_FORGOTTEN', 'dit huishouden is vergeten: er kan niets meer over worden vastgelegd', [
    'input',
    'household',
  ]);
