import { instantOrThrow, localDate, municipalityCodeSchema, type Instant, type LocalDate } from '#libs/kernel';
import type { Sealed } from '#libs/secrets';
import type { HouseholdCommand, HouseholdCommandOf } from '../household.commands.js';
import { householdDecider } from '../household.decider.js';
import type { HouseholdEvent, Stay } from '../household.events.js';
import type { Household, KnownHousehold } from '../household.js';
import type { HousingRules } from '../koppeling.policy.js';

export const soest = municipalityCodeSchema.parse('GM0342');
export const zeist = municipalityCodeSchema.parse('GM0355');

/** Noon of 27 October 2023, in the Netherlands. */
export const now: Instant = instantOrThrow('2023-10-27T10:00:00Z');
export const rules: HousingRules = {
  dateThatCounts: 'moved',
  countsAfterPlacement: ['nareis'],
  kinds: new Map([
    ['regular', true],
    ['har', true],
    ['nidos-kso', true],
    ['logeer', false],
  ]),
};

/** A day of 2023: `day(6, 14)` is 14 June. */
export const day = (month: number, of: number): LocalDate =>
  localDate(`2023-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`);

type Of<T extends HouseholdCommand['type']> = Partial<Omit<HouseholdCommandOf<T>, 'type'>>;
const owned = { by: soest, now, knownAt: null, note: null } as const;

/** Four persons with a permit of 1 June, coupled to Soest on 14 June. */
export const coupled = (
  koppeling: Partial<HouseholdCommandOf<'Receive'>['koppeling']> = {},
  listedOn: LocalDate | null = null,
  byCoa = false,
): HouseholdCommandOf<'Receive'> => ({
  type: 'Receive',
  koppeling: {
    household: 'h-1',
    municipality: soest,
    persons: 4,
    kind: 'regular',
    permitOn: day(6, 1),
    firstCoupledOn: koppeling.coupledOn ?? day(6, 14),
    coupledOn: day(6, 14),
    split: null,
    source: 'COA-lijst',
    knownAt: null,
    ...koppeling,
  },
  listedOn,
  byCoa,
  now,
});

/** Needs, sealed. */
export const profiled = (
  by = soest,
  profile = `s1.${'n'.repeat(16)}.${'x'.repeat(32)}` as Sealed,
): HouseholdCommand => ({
  type: 'ChangeProfile',
  by,
  profile,
  now,
});

export const stayOn = (movedOn: LocalDate, stay: Partial<Stay> = {}): Stay => ({
  id: `stay-${movedOn}`,
  municipality: soest,
  dwelling: null,
  kind: 'regular',
  readyOn: null,
  movedOn,
  registeredOn: null,
  until: null,
  ...stay,
});

export const placed = (movedOn = day(9, 1), { stay, ...more }: Of<'RecordPlacement'> = {}): HouseholdCommand => ({
  type: 'RecordPlacement',
  ...owned,
  stay: stay ?? stayOn(movedOn),
  persons: null,
  oneOff: null,
  rules,
  ...more,
});

export const movedHome = (stay: Stay): HouseholdCommand => ({ type: 'MoveHome', ...owned, stay, rules });
export const restFollowed = (on: LocalDate, more: Of<'CompletePlacement'> = {}): HouseholdCommand => ({
  type: 'CompletePlacement',
  ...owned,
  on,
  persons: null,
  rules,
  ...more,
});
export const became = (
  persons: number,
  cause: HouseholdCommandOf<'ChangePersons'>['cause'],
  on = day(7, 1),
): HouseholdCommand => ({ type: 'ChangePersons', ...owned, persons, cause, on, rules });

export const corrected = (
  becomes: Partial<NonNullable<HouseholdCommandOf<'CorrectPlacement'>['becomes']>> | null,
  more: Of<'CorrectPlacement'> = {},
): HouseholdCommand => ({
  type: 'CorrectPlacement',
  ...owned,
  of: null,
  becomes:
    becomes === null
      ? null
      : {
          readyOn: null,
          movedOn: day(9, 1),
          registeredOn: null,
          persons: 4,
          kind: 'regular',
          oneOff: null,
          ...becomes,
        },
  reason: 'agreed-with-coa',
  rules,
  ...more,
});

export const recoupled = (to = zeist, on = day(8, 1), exchange: string | null = null): HouseholdCommand => ({
  type: 'MoveKoppeling',
  to,
  on,
  exchange,
  source: 'COA',
  knownAt: null,
  now,
});
export const ended = (
  reason: HouseholdCommandOf<'EndKoppeling'>['reason'] = 'own-dwelling',
  on = day(8, 1),
): HouseholdCommand => ({ type: 'EndKoppeling', ...owned, reason, on });

export const claimed = (exchange = 'e-1', until = instantOrThrow('2023-11-01T00:00:00Z')): HouseholdCommand => ({
  type: 'Claim',
  exchange,
  from: soest,
  until,
  now,
});
export const reserved = (exchange = 'e-1'): HouseholdCommand => ({ type: 'Reserve', exchange, now });
export const assigned = (dwelling: string, exchange = 'e-1'): HouseholdCommand => ({
  type: 'Assign',
  exchange,
  dwelling,
});

export interface Told {
  readonly state: Household;
  /** The events of the last command; empty: it was refused, or nothing had to happen. */
  readonly events: readonly HouseholdEvent[];
  readonly codes: readonly string[];
  readonly details: unknown;
}

/** What the last of these commands comes to; those before it must be accepted. */
export function told(...commands: readonly HouseholdCommand[]): Told {
  let state: Household = householdDecider.initial;
  let events: readonly HouseholdEvent[] = [];
  for (const [i, command] of commands.entries()) {
    const decision = householdDecider.decide(command, state);
    if (!decision.ok) {
      const codes = decision.refusals.map(({ code, path }) => `${code} ${path.join('.')}`.trim());
      if (i < commands.length - 1) throw new Error(`${command.type} was refused: ${codes.join(', ')}`);
      return { state, events: [], codes, details: decision.refusals[0]?.details };
    }
    events = decision.value;
    state = events.reduce(householdDecider.evolve, state);
  }
  return { state, events, codes: [], details: undefined };
}

export const known = ({ state, codes }: Told): KnownHousehold => {
  if (state.status === 'unknown') throw new Error(`no household: ${codes.join(', ')}`);
  return state;
};
