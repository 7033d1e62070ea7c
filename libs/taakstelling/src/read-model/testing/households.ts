import { addDays, countingIds, instantOrThrow, localDate, type Instant, type MunicipalityCode } from '#libs/kernel';
import { households, type HouseholdCommand, type HousingRules, type Stay } from '#libs/koppeling';
import fc from 'fast-check';
import type { Told } from './recorded-events.js';

/** After every day of a history. */
const NOW = instantOrThrow('2025-01-01T12:00:00Z');
const RULES: HousingRules = {
  dateThatCounts: 'moved',
  countsAfterPlacement: ['nareis', 'birth'],
  kinds: new Map([
    ['regular', true],
    ['har', true],
  ]),
};

interface Step {
  readonly what:
    | 'recouple'
    | 'exchange'
    | 'grow'
    | 'shrink'
    | 'correct the list'
    | 'split'
    | 'place'
    | 'place some'
    | 'rest'
    | 'correct'
    | 'correct the rest'
    | 'reverse'
    | 'end';
  /** Since the step before; a correction goes back as many. */
  readonly days: number;
  /** A recoupling or an end turns out to be of as many days before the last change of persons; 0: it is of its own day. */
  readonly late: number;
  readonly persons: number;
  readonly to: string;
  readonly kind: string;
  readonly knownAt: string | null;
}

/** What a household lives through, as far as its decider lets it, in an order that people may get wrong. */
export function householdLives(
  municipality: fc.Arbitrary<string>,
  day: fc.Arbitrary<string>,
  knownAt: fc.Arbitrary<string | null>,
): fc.Arbitrary<Told[]> {
  const step = fc.record<Step>({
    what: fc.constantFrom(
      'recouple',
      'recouple',
      'exchange',
      'exchange',
      'exchange',
      'grow',
      'grow',
      'grow',
      'shrink',
      'correct the list',
      'split',
      'place',
      'place',
      'place',
      'place some',
      'place some',
      'rest',
      'correct',
      'correct',
      'correct',
      'correct the rest',
      'reverse',
      'end',
    ),
    days: fc.integer({ min: 0, max: 70 }),
    late: fc.oneof(fc.constant(0), fc.constantFrom(1, 7, 15, 30, 45, 60, 90)),
    persons: fc.integer({ min: 1, max: 9 }),
    to: municipality,
    kind: fc.constantFrom('regular', 'regular', 'har'),
    knownAt: fc.option(knownAt, { freq: 3 }),
  });
  return fc
    .record({
      id: fc.uuid(),
      municipality,
      coupledOn: day,
      persons: fc.integer({ min: 1, max: 9 }),
      knownAt,
      steps: fc.array(step, { maxLength: 9, size: 'max' }),
    })
    .map(({ id, municipality: first, coupledOn, persons, knownAt: known, steps }) => {
      const { decider } = households(countingIds());
      let state = decider.initial;
      const told: Told[] = [];
      const attempt = (command: HouseholdCommand): void => {
        const decided = decider.decide(command, state);
        if (!decided.ok) return;
        for (const event of decided.value) {
          told.push({ stream: `household-${id}`, event });
          state = decider.evolve(state, event);
        }
      };
      let today = localDate(coupledOn);
      attempt({
        type: 'Receive',
        koppeling: {
          household: id,
          municipality: first as MunicipalityCode,
          persons,
          kind: 'regular',
          permitOn: today,
          firstCoupledOn: today,
          coupledOn: today,
          split: null,
          source: 'spec',
          knownAt: known as Instant | null,
        },
        listedOn: null,
        now: NOW,
      });
      for (const each of steps) {
        if (state.status === 'unknown') break;
        if (!each.what.startsWith('correct the rest') && each.what !== 'correct') today = addDays(today, each.days);
        attempt(commandOf(id, state, each, today));
      }
      return told;
    });
}

type Known = Exclude<ReturnType<ReturnType<typeof households>['decider']['evolve']>, { status: 'unknown' }>;

function commandOf(id: string, state: Known, step: Step, today: ReturnType<typeof localDate>): HouseholdCommand {
  const { what, days, persons, kind } = step;
  const to = step.to as MunicipalityCode;
  const knownAt = step.knownAt as Instant | null;
  const own = { by: state.municipality, now: NOW, knownAt, note: null } as const;
  const stay: Stay = {
    id: `${id}-${today}`,
    municipality: state.municipality,
    dwelling: null,
    kind,
    readyOn: null,
    movedOn: today,
    registeredOn: null,
    until: null,
  };
  const reads = (row: (typeof state.counted)[number] | undefined): HouseholdCommand => ({
    type: 'CorrectPlacement',
    ...own,
    of: row === state.counted[0] ? null : (row?.on ?? null),
    becomes: {
      readyOn: null,
      movedOn: addDays(row?.on ?? today, days % 2 === 0 ? -days : days),
      registeredOn: null,
      persons: persons % 3 === 0 ? persons : (row?.persons ?? persons),
      kind,
      oneOff: null,
    },
    reason: 'wrong-date',
    rules: RULES,
  });
  // Of a day before others came or went, and no earlier than the koppeling.
  const since = state.koppelingen.at(-1)?.from ?? today;
  const heard = step.late === 0 ? today : addDays(state.waiting.at(-1)?.on ?? today, -step.late);
  const on = heard > since ? heard : since;
  const change = { type: 'ChangePersons', ...own, on: today, rules: RULES } as const;
  switch (what) {
    case 'recouple':
    case 'exchange': {
      const exchange = what === 'exchange' ? 'x' : null;
      return { type: 'MoveKoppeling', to, on, exchange, source: 'spec', knownAt, now: NOW };
    }
    case 'grow':
      return { ...change, persons: state.persons + persons, cause: persons % 2 === 0 ? 'nareis' : 'partner-joined' };
    case 'shrink':
      return { ...change, persons: Math.max(1, state.persons - persons), cause: 'left' };
    case 'correct the list':
      return { ...change, persons, cause: 'list-corrected' };
    case 'split':
      return { type: 'Split', ...own, into: `${id}-part`, persons: 1, on: today };
    case 'place':
    case 'place some': {
      const some = what === 'place' ? null : Math.min(persons, Math.max(1, state.toHouse - 1));
      return { type: 'RecordPlacement', ...own, stay, persons: some, oneOff: null, rules: RULES };
    }
    case 'rest': {
      // Also on a day before the last recoupling: who followed then is told of now.
      return { type: 'CompletePlacement', ...own, on: addDays(today, -days), persons: null, rules: RULES };
    }
    case 'correct':
      return reads(state.counted[0]);
    case 'correct the rest':
      return reads(state.counted.at(-1));
    case 'reverse':
      return { type: 'CorrectPlacement', ...own, of: null, becomes: null, reason: 'did-not-happen', rules: RULES };
    case 'end':
      return { type: 'EndKoppeling', ...own, on, reason: 'own-dwelling' };
  }
}
