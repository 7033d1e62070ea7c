import { dwellings, dwellingStream, type DwellingCommand } from '#libs/dwellings';
import { CLOCK, EVENT_STORE, IDS, runJointly, type Commanded, type EventStore, type Sitting } from '#libs/event-store';
import {
  dateOf,
  ok,
  refuse,
  refused,
  type Clock,
  type IdSource,
  type Instant,
  type JsonValue,
  type LocalDate,
  type MunicipalityCode,
  type Result,
} from '#libs/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { HouseholdCommand } from '../domain/household.commands.js';
import { householdStream } from '../domain/household.events.js';
import { livingThere, type Household, type KnownHousehold } from '../domain/household.js';
import { later } from '../domain/household.refusals.js';
import { households } from './stored-deciders.js';

/** Households and the dwellings that they live in, decided together: all stored in one commit, or none. */
export interface HouseholdSitting {
  /** Decides on a household; the dwellings that it leaves and enters follow. */
  decide(household: string, command: HouseholdCommand): Result<KnownHousehold>;
  state(household: string): Household;
  /** The moment of the command. */
  readonly now: Instant;
  /** Where a dwelling stands; null when it is not known. */
  municipalityOf(dwelling: string): MunicipalityCode | null;
}

export interface HouseholdTask<T extends JsonValue> {
  readonly actor: string;
  readonly commandId: string;
  /** What was asked, as it was read; of sealed text its fingerprint. */
  readonly content: JsonValue;
  readonly households: readonly string[];
  /** The dwelling that is moved into; left out or null: none on offer here. */
  readonly dwelling?: string | null;
  decide(this: void, sitting: HouseholdSitting): Result<T>;
}

/** More moves than this at once between reading and deciding is not chance. */
const MOST_ROUNDS = 10;

/** Carries out what people decide about households: the household and its dwelling change in one commit [quality.md §1, invariant 4]. */
@Injectable()
export class HouseholdWrites {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Refuses what the deciders of households and dwellings refuse. */
  async run<T extends JsonValue>(task: HouseholdTask<T>): Promise<Result<Commanded<T>>> {
    const { actor, commandId, content, dwelling = null } = task;
    const now = this.clock.now();
    const known = new Set<string>(dwelling === null ? [] : [dwelling]);
    // Where a household lives is known only once it was read, and what was not read cannot be written: then once more.
    for (let round = 1; ; round++) {
      const unread = new Set<string>();
      const outcome = await runJointly(this.store, {
        commandId,
        content,
        meta: { actor },
        streams: [...task.households.map(householdStream), ...[...known].map(dwellingStream)],
        decide: (sitting) => {
          unread.clear();
          for (const household of task.households) {
            const state = sitting.state(households(this.ids), householdStream(household));
            const lived = state.status === 'unknown' ? null : (state.stay?.dwelling ?? null);
            if (lived !== null && !known.has(lived)) unread.add(lived);
          }
          if (unread.size > 0) return tryAgain;
          return task.decide(new OneSitting(sitting, this.ids, now));
        },
      });
      if (outcome.ok || unread.size === 0 || round === MOST_ROUNDS) return outcome;
      for (const each of unread) known.add(each);
    }
  }
}

const tryAgain = refuse(
  'VERSION_CONFLICT',
  'Iemand anders was eerder: haal de laatste stand op en probeer het opnieuw',
);

class OneSitting implements HouseholdSitting {
  constructor(
    private readonly sitting: Sitting,
    private readonly ids: IdSource,
    readonly now: Instant,
  ) {}

  state(household: string): Household {
    return this.sitting.state(households(this.ids), householdStream(household));
  }

  municipalityOf(dwelling: string): MunicipalityCode | null {
    const state = this.sitting.state(dwellings(this.ids), dwellingStream(dwelling));
    return state.status === 'unknown' ? null : state.offer.municipality;
  }

  decide(household: string, command: HouseholdCommand): Result<KnownHousehold> {
    const before = this.state(household);
    const decided = this.sitting.decide(households(this.ids), householdStream(household), command);
    if (!decided.ok) return decided;
    const after = decided.value;
    if (after.status === 'unknown') throw new Error(`household ${household} is unknown after ${command.type}`);
    const followed = this.follow(before.status === 'unknown' ? null : before, after, command);
    return followed.ok ? ok(after) : followed;
  }

  /** What the change means for the dwelling that was left and the one that is lived in now. */
  private follow(before: KnownHousehold | null, after: KnownHousehold, command: HouseholdCommand): Result<true> {
    const left = before?.stay ?? null;
    const { household, stay } = after;
    const day = 'on' in command ? command.on : dateOf(this.now);
    if (left !== null && left.dwelling !== null && left.dwelling === stay?.dwelling) {
      if (stay.id === left.id && stay.movedOn !== left.movedOn) {
        const corrected = this.correctDay(left.dwelling, household, stay.movedOn);
        if (!corrected.ok) return corrected;
      }
      const persons = livingThere(after);
      const on = later(day, stay.movedOn);
      return stillFits(this.dwelling(left.dwelling, { type: 'ChangeOccupants', household, persons, on }));
    }
    if (left !== null && left.dwelling !== null) {
      const undone = command.type === 'CorrectPlacement';
      const on = undone ? left.movedOn : later(stay?.movedOn ?? day, left.movedOn);
      const vacated = this.dwelling(left.dwelling, { type: 'Vacate', household, on, undone });
      if (!vacated.ok) return vacated;
    }
    if (stay === null || stay.dwelling === null) return ok(true);
    return this.dwelling(stay.dwelling, {
      type: 'Occupy',
      household,
      persons: livingThere(after),
      on: stay.movedOn,
      by: 'by' in command ? command.by : after.municipality,
      today: dateOf(this.now),
      now: this.now,
    });
  }

  /** A placement of another day than was told: the dwelling was empty up to that day, too. */
  private correctDay(dwelling: string, household: string, on: LocalDate): Result<true> {
    const decided = this.dwelling(dwelling, { type: 'CorrectOccupancy', household, on, today: dateOf(this.now) });
    if (decided.ok) return decided;
    const path = ['input', 'becomes', 'movedOn'];
    return refused(...decided.refusals.map((fault) => (fault.path.at(-1) === 'on' ? { ...fault, path } : fault)));
  }

  private dwelling(dwelling: string, command: DwellingCommand): Result<true> {
    const decided = this.sitting.decide(dwellings(this.ids), dwellingStream(dwelling), command);
    if (decided.ok) return ok(true);
    return refused(
      ...decided.refusals.map((fault) => ({
        ...fault,
        // There the day is one of several of a stay.
        path: fault.path.map((part) => (part === 'on' && command.type === 'Occupy' ? 'movedOn' : part)),
      })),
    );
  }
}

/** Never more people than the dwelling may hold [quality.md §1, invariant 4]. */
function stillFits(decided: Result<true>): Result<true> {
  if (decided.ok) return decided;
  return refused(
    ...decided.refusals.map((fault) =>
      fault.code === 'DWELLING_TOO_SMALL'
        ? { ...fault, message: `${fault.message}; laat het huishouden eerst verhuizen, of wijzig het aanbod` }
        : fault,
    ),
  );
}
