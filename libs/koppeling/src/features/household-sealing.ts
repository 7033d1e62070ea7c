import { EVENT_STORE, IDS, type EventStore } from '#libs/event-store';
import { ok, type IdSource, type MunicipalityCode, type Result } from '#libs/kernel';
import { HOUSEHOLD_KEYS, type HouseholdKey, type HouseholdKeys, type Sealed } from '#libs/secrets';
import { Inject, Injectable } from '@nestjs/common';
import { householdStream } from '../domain/household.events.js';
import { hadIt, ownedBy } from '../domain/household.refusals.js';
import { households } from './stored-deciders.js';

/** A note as it is stored, and what stands for it in the content of its command: of plain text a hash could be guessed back. */
export interface SealedNote {
  readonly note: Sealed | null;
  readonly fingerprint: string | null;
}

const NO_NOTE: SealedNote = { note: null, fingerprint: null };

/**
 * Seals what people write about a household. Asking for a key makes one and tells of a household that it was forgotten, so that is
 * done only for the municipality that the household is coupled to.
 */
@Injectable()
export class HouseholdSealing {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
  ) {}

  /** Refuses `HOUSEHOLD_UNKNOWN` and `COUPLED_ELSEWHERE` as the decider would, and `HOUSEHOLD_FORGOTTEN`. */
  async keyFor(household: string, by: MunicipalityCode): Promise<Result<HouseholdKey>> {
    const { decider, read } = households(this.ids);
    const log = await this.store.readStream(householdStream(household));
    const state = log.map(read).reduce(decider.evolve, decider.initial);
    const owned = ownedBy(state, by);
    if (owned.ok) return this.keys.keyOf(household);
    // Who had it before may be sending a command again that was carried out then: its answer is found by what is written in it.
    const key =
      state.status !== 'unknown' && hadIt(state, by) ? (await this.keys.keysOf([household])).get(household) : undefined;
    return key === undefined ? owned : ok(key);
  }

  /** As `keyFor`, for what happened to a forgotten household too. Null: it was forgotten, so that nothing can be said of it. */
  async keyUnlessForgotten(household: string, by: MunicipalityCode): Promise<Result<HouseholdKey | null>> {
    const key = await this.keyFor(household, by);
    if (key.ok) return key;
    return key.refusals.every(({ code }) => code === 'HOUSEHOLD_FORGOTTEN') ? ok(null) : key;
  }

  /** As `keyFor`; without a note no key is asked for, and nothing refused. */
  async note(household: string, by: MunicipalityCode, note: string | null): Promise<Result<SealedNote>> {
    if (note === null) return ok(NO_NOTE);
    const key = await this.keyFor(household, by);
    return key.ok ? ok({ note: key.value.seal('note', note), fingerprint: key.value.fingerprint(note) }) : key;
  }
}
