import type { Identity } from '#libs/access';
import { dwellingIdOf, type DwellingAccess, type DwellingKind } from '#libs/dwellings';
import {
  addDays,
  canonicalJson,
  idFrom,
  instantOrThrow,
  startOfDay,
  type Instant,
  type LocalDate,
  type MunicipalityCode,
} from '#libs/kernel';
import { RecordPlacement, type HouseholdKind, type ProfileInput } from '#libs/koppeling';
import { demoMunicipalities } from '../demo-municipalities.js';
import { official } from './demo-people.js';

/** A command as people send it: who, and what. */
export interface DemoCommand {
  readonly identity: Identity;
}

/** What somebody does at a moment. Steps of one chain follow each other; those of several may go side by side. */
export interface DemoStep {
  /** Stable, for people who look for what went wrong. */
  readonly name: string;
  readonly chain: string;
  readonly at: Instant;
  readonly commandId: string;
  readonly command: DemoCommand;
}

export interface DemoHousehold {
  /** Pseudonym. */
  readonly id: string;
  readonly municipality: MunicipalityCode;
  readonly persons: number;
  readonly kind: HouseholdKind;
  readonly permitOn: LocalDate;
  /** Days before today, negative. */
  readonly coupled: number;
  readonly coupledOn: LocalDate;
  readonly profile: ProfileInput | null;
}

export interface DemoDwelling {
  readonly id: string;
  readonly key: string;
  readonly municipality: MunicipalityCode;
  readonly kind: DwellingKind;
  readonly bedrooms: number;
  readonly minPersons: number;
  readonly maxPersons: number;
  readonly access: DwellingAccess;
  /** Euro cents a month. */
  readonly rent: number | null;
  /** Day on which it came on the list; negative. */
  readonly listed: number;
  readonly from: LocalDate;
  readonly until: LocalDate | null;
  readonly conditions: readonly string[];
  readonly corporation: string | null;
}

/** A placement that counts, as COA will list it too. */
export interface DemoPlacement {
  readonly municipality: MunicipalityCode;
  readonly on: LocalDate;
  readonly persons: number;
  readonly kind: string;
}

/** Days back at which the lists of koppelingen and dwellings come in: once a week, and yesterday. */
export const FIRST_LIST = -196;
const WEEK = 7;
/** The day on or after which something is on a list. */
export const listDay = (offset: number): number => {
  const next = FIRST_LIST + Math.ceil((offset - FIRST_LIST) / WEEK) * WEEK;
  return Math.max(FIRST_LIST, Math.min(-1, next));
};

/** Hours of the day, so that what one step needs came before it. */
export const LIST_HOUR = 7;
export const PROFILE_HOUR = 8;
const FIRST_HOUR = 10;

/** From here on a day is taken as it is: terms that end today or tomorrow depend on it. */
const RECENT = -8;

/** The life of a demo as it is being invented: who and what there is, and what is done when. All days count from `today`. */
export class DemoPlan {
  readonly households: DemoHousehold[] = [];
  readonly dwellings: DemoDwelling[] = [];
  readonly steps: DemoStep[] = [];
  readonly placements: DemoPlacement[] = [];
  readonly municipalities = demoMunicipalities();
  readonly #codes = new Map(this.municipalities.map(({ name, code }) => [name, code]));
  readonly #days = new Map<number, LocalDate>();
  readonly #starts = new Map<number, number>();

  constructor(readonly today: LocalDate) {}

  /** @throws Error for a name that no municipality of the demo has */
  code(name: string): MunicipalityCode {
    const code = this.#codes.get(name);
    if (code === undefined) throw new Error(`the demo has no municipality ${name}`);
    return code;
  }

  day(offset: number): LocalDate {
    const known = this.#days.get(offset) ?? addDays(this.today, offset);
    this.#days.set(offset, known);
    return known;
  }

  /** A town hall is closed at the weekend: then on the Friday before it. */
  workday(offset: number): number {
    if (offset > RECENT) return offset;
    const weekday = new Date(`${this.day(offset)}T12:00:00Z`).getUTCDay();
    return weekday === 6 ? offset - 1 : weekday === 0 ? offset - 2 : offset;
  }

  at(offset: number, hour: number): Instant {
    const start = this.#starts.get(offset) ?? Date.parse(startOfDay(this.day(offset)));
    this.#starts.set(offset, start);
    return instantOrThrow(new Date(start + hour * 3_600_000).toISOString());
  }

  household(spec: {
    readonly municipality: MunicipalityCode;
    readonly persons: number;
    readonly coupled: number;
    readonly permit?: number;
    readonly kind?: HouseholdKind;
    readonly profile?: ProfileInput | null;
  }): DemoHousehold {
    const { municipality, persons, coupled, permit = coupled - 14, kind = 'regular', profile = null } = spec;
    const household: DemoHousehold = {
      id: `demo-${String(this.households.length + 1).padStart(4, '0')}`,
      municipality,
      persons,
      kind,
      permitOn: this.day(permit),
      coupled,
      coupledOn: this.day(coupled),
      profile,
    };
    this.households.push(household);
    return household;
  }

  dwelling(
    spec: Omit<DemoDwelling, 'id' | 'key' | 'from' | 'until'> & { readonly from: number; readonly until?: number },
  ): DemoDwelling {
    const { from, until, ...terms } = spec;
    const key = `demo-woning-${String(this.dwellings.length + 1).padStart(3, '0')}`;
    const dwelling: DemoDwelling = {
      ...terms,
      key,
      id: dwellingIdOf(spec.municipality, key),
      from: this.day(from),
      until: until === undefined ? null : this.day(until),
    };
    this.dwellings.push(dwelling);
    return dwelling;
  }

  /** Has somebody do something so many days ago; `make` gets the id of the command and the day. Answers with that id. */
  step(
    chain: string,
    offset: number,
    name: string,
    make: (commandId: string, on: LocalDate) => DemoCommand,
    hour = FIRST_HOUR,
  ): string {
    // Lists come in, and are worked up, before anybody is at work.
    const day = hour < FIRST_HOUR ? offset : this.workday(offset);
    const full = `${chain}: ${name}`;
    const commandId = idFrom(canonicalJson(['demo', full]));
    this.steps.push({
      name: full,
      chain,
      at: this.at(day, hour),
      commandId,
      command: make(commandId, this.day(day)),
    });
    return commandId;
  }

  /** The household moves in, where it counts or does not; `municipality` where the koppeling moved since. */
  place(
    household: DemoHousehold,
    offset: number,
    stay: {
      readonly dwelling?: DemoDwelling;
      readonly kind?: string;
      readonly until?: number;
      readonly municipality?: MunicipalityCode;
      readonly persons?: number;
      readonly chain?: string;
      readonly counts?: boolean;
    } = {},
  ): void {
    const { dwelling, kind = 'regular', until, municipality = household.municipality, counts = true } = stay;
    const day = this.workday(offset);
    const persons = stay.persons ?? household.persons;
    this.step(
      stay.chain ?? household.id,
      offset,
      `place ${household.id}`,
      (commandId, movedOn) =>
        new RecordPlacement(official(municipality), commandId, {
          household: household.id,
          municipality,
          dwelling: dwelling?.id ?? null,
          kind,
          movedOn,
          persons: stay.persons ?? null,
          until: until === undefined ? null : this.day(until),
        }),
    );
    if (counts) this.placements.push({ municipality, on: this.day(day), persons, kind });
  }
}
