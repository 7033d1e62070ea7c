import { addDays, localDate, startOfDay, type LocalDate, type MunicipalityCode } from '#libs/kernel';
import fc from 'fast-check';
import type { HouseholdCommand } from '../../domain/household.commands.js';
import { householdDecider } from '../../domain/household.decider.js';
import { COA_RESOLUTIONS, type HouseholdEvent, type Stay } from '../../domain/household.events.js';
import type { Hold, Household, KnownHousehold } from '../../domain/household.js';
import type { HousingRules } from '../../domain/koppeling.policy.js';
import { EDE, SEALED, SOEST, UTRECHT, ZEIST } from './told.js';

const PLACES = [SOEST, ZEIST, UTRECHT, EDE] as const;
const HOUSEHOLDS = ['h-1', 'h-2', 'h-3'] as const;
const RULES: HousingRules = {
  dateThatCounts: 'moved',
  countsAfterPlacement: ['nareis'],
  kinds: new Map([
    ['regular', true],
    ['har', true],
    ['logeer', false],
  ]),
};

export const FIRST_DAY = localDate('2023-01-01');

/** A step of one of the households: what somebody tries, days later, with numbers that say which of the possibilities. */
interface Try {
  readonly who: number;
  readonly what: number;
  readonly days: number;
  readonly n: number;
}

const tries = fc.record<Try>({ who: fc.nat(2), what: fc.nat(28), days: fc.nat(9), n: fc.nat(6) });

/** How households fare, as far as their decider lets them: events in the order of the log, and how each household stands. */
export interface Lives {
  readonly events: readonly HouseholdEvent[];
  readonly states: ReadonlyMap<string, Household>;
  /** The day after everything. */
  readonly end: LocalDate;
}

export const lives: fc.Arbitrary<Lives> = fc
  .array(tries, { minLength: 30, maxLength: 70, size: 'max' })
  .map((all) => livesOf([...HOUSEHOLDS.map((_, who) => ({ who, what: 0, days: 1, n: who * 2 })), ...all]));

function livesOf(all: readonly Try[]): Lives {
  const states = new Map<string, Household>(HOUSEHOLDS.map((household) => [household, householdDecider.initial]));
  const events: HouseholdEvent[] = [];
  let today = FIRST_DAY;
  for (const [i, each] of all.entries()) {
    today = addDays(today, each.days);
    const household = HOUSEHOLDS[each.who] ?? 'h-1';
    const state = states.get(household) ?? householdDecider.initial;
    const decided = householdDecider.decide(commandOf(household, state, each, today, `s${i}`), state);
    if (!decided.ok) continue;
    events.push(...decided.value);
    states.set(household, decided.value.reduce(householdDecider.evolve, state));
  }
  return { events, states, end: addDays(today, 1) };
}

function commandOf(
  household: string,
  state: Household,
  { what, n }: Try,
  today: LocalDate,
  fresh: string,
): HouseholdCommand {
  const known = state.status === 'unknown' ? null : state;
  const by: MunicipalityCode = known?.municipality ?? SOEST;
  const other = PLACES[n % PLACES.length] ?? ZEIST;
  const now = startOfDay(addDays(today, 1));
  const own = { by, now } as const;
  const note = n % 2 === 0 ? SEALED : null;
  const told = { ...own, on: today, knownAt: null, note } as const;
  const exchange = n < 3 ? 'x-0' : 'x-1';
  const stay = (kind: string): Stay => ({
    id: fresh,
    municipality: other,
    dwelling: n % 3 === 0 ? `d-${fresh}` : null,
    kind,
    readyOn: null,
    movedOn: today,
    registeredOn: null,
    until: n % 2 === 0 ? addDays(today, 30) : null,
  });
  const furtherInExchange = (hold: Hold | null): HouseholdCommand => {
    if (hold === null) return { type: 'Claim', exchange, from: by, until: startOfDay(addDays(today, 40)), now };
    if (hold.kind === 'claim') return { type: 'Reserve', exchange: hold.exchange, now };
    return { type: 'Assign', exchange: hold.exchange, dwelling: `d-${fresh}` };
  };
  const furtherInCare = ({ status }: KnownHousehold): HouseholdCommand =>
    status === 'placed'
      ? { type: 'MoveMinors', stay: stay('regular'), reportedOn: today, rules: RULES, ...told }
      : { type: 'RecordPlacement', stay: stay('regular'), persons: null, oneOff: null, rules: RULES, ...told };
  const living = known?.placement;
  const received = {
    type: 'Receive',
    koppeling: {
      household,
      municipality: other,
      persons: 1 + n,
      kind: n >= 4 ? 'nidos' : 'regular',
      permitOn: known?.permitOn ?? addDays(today, -10),
      firstCoupledOn: addDays(today, -n),
      coupledOn: today,
      split: null,
      source: 'lijst',
      knownAt: null,
    },
    listedOn: null,
    byCoa: true,
    now,
  } as const;
  const commands: readonly HouseholdCommand[] = [
    received,
    { type: 'ChangeProfile', profile: SEALED, ...own },
    { type: 'ChangePersons', persons: 1 + n, cause: n % 2 === 0 ? 'nareis' : 'left', rules: RULES, ...told },
    { type: 'Split', into: `${household}-${fresh}`, persons: 1, ...told },
    { type: 'MergeInto', into: 'h-9', ...told },
    { type: 'TakeIn', persons: 1, kind: 'regular', ...told },
    { type: 'MoveKoppeling', to: other, on: today, exchange: null, source: 'COA', knownAt: null, now },
    { type: 'MoveKoppeling', to: other, on: today, exchange, source: 'COA', knownAt: null, now },
    { type: 'EndKoppeling', reason: 'own-dwelling', ...told },
    { type: 'StateCoa', municipality: n === 0 ? null : other, persons: 1 + n, on: today, source: 'COA' },
    {
      type: 'RecordPlacement',
      stay: stay('regular'),
      persons: n < 5 ? 1 : null,
      oneOff: null,
      rules: RULES,
      ...told,
    },
    { type: 'RecordPlacement', stay: stay('har'), persons: n < 3 ? 1 : null, oneOff: 'actie', rules: RULES, ...told },
    { type: 'CompletePlacement', persons: null, rules: RULES, ...told },
    { type: 'MoveHome', stay: stay(n % 2 === 0 ? 'logeer' : 'regular'), rules: RULES, ...told },
    { type: 'EndStay', reason: 'left', ...told },
    { type: 'MoveMinors', stay: stay('regular'), reportedOn: today, rules: RULES, ...told },
    {
      type: 'CorrectPlacement',
      of: null,
      becomes:
        n % 2 === 0 || living === undefined || living === null
          ? null
          : { ...living, persons: 1 + (n % 3), oneOff: null, movedOn: addDays(living.movedOn, n % 3) },
      reason: 'wrong-persons',
      rules: RULES,
      ...told,
    },
    { type: 'RefuseDwelling', dwelling: null, reason: SEALED, ...told },
    n < 2
      ? (known?.forgetting ?? null) === null
        ? { type: 'RequestForget', actor: 'demo:eerste', approver: null, ...own }
        : { type: 'Forget', actor: 'demo:tweede', ...own }
      : { type: 'JudgeRefusal', judgement: 'justified', ...told },
    { type: 'Release', exchange: known?.hold?.exchange ?? exchange, reason: 'exchange-ended' },
    { ...received, listedOn: today, isDated: true },
    { type: 'MissFromList', of: by, on: today, source: 'lijst' },
    { type: 'ResolveDifference', resolution: COA_RESOLUTIONS[n % 4] ?? 'timing', note, ...own },
    { type: 'ResolveDifference', resolution: 'theirs-is-right', note, ...own },
  ];
  // Often, or few would ever get as far as an assignment, or minors as far as a move.
  return commands[what] ?? (known?.kind === 'nidos' ? furtherInCare(known) : furtherInExchange(known?.hold ?? null));
}
