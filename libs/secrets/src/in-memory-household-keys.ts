import { ok, type Result } from '#libs/kernel';
import { forgotten, type HouseholdKeys } from './household-keys.js';
import { HouseholdKey, newKeyBytes } from './sealed.js';

/** Passes the same contract as the one on Postgres; for tests and simulations. */
export class InMemoryHouseholdKeys implements HouseholdKeys {
  readonly #keys: Map<string, HouseholdKey | null>;

  /** @param from keys that are there already; what is made or destroyed here changes nothing there */
  constructor(from?: InMemoryHouseholdKeys) {
    this.#keys = new Map(from === undefined ? [] : from.#keys);
  }

  keyOf(household: string): Promise<Result<HouseholdKey>> {
    const known = this.#keys.get(household);
    if (known === null) return Promise.resolve(forgotten());
    const key = known ?? new HouseholdKey(household, newKeyBytes());
    this.#keys.set(household, key);
    return Promise.resolve(ok(key));
  }

  keysOf(households: readonly string[]): Promise<ReadonlyMap<string, HouseholdKey>> {
    const found = new Map<string, HouseholdKey>();
    for (const household of households) {
      const key = this.#keys.get(household);
      if (key !== undefined && key !== null) found.set(household, key);
    }
    return Promise.resolve(found);
  }

  destroy(household: string): Promise<void> {
    this.#keys.set(household, null);
    return Promise.resolve();
  }
}
