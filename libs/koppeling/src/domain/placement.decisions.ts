import {
  accept,
  ok,
  refusal,
  refuse,
  refused,
  type Decision,
  type LocalDate,
  type Refusal,
  type Result,
} from '#libs/kernel';
import { coupledSince, coupledTo, holdAt, housedOn, type Household, type KnownHousehold } from './household.js';
import type { HouseholdCommandOf } from './household.commands.js';
import type { Stay } from './household.events.js';
import {
  alreadyPlaced,
  householdReserved,
  later,
  notCoupled,
  notPlaced,
  openFor,
  ownedBy,
} from './household.refusals.js';
import type { DateThatCounts, HousingRules } from './koppeling.policy.js';
import { before, inFuture, knownTooEarly } from './moments.js';
import type { HouseholdFact } from './household-fact.js';

type Decided = Decision<HouseholdFact>;
type RecordPlacement = HouseholdCommandOf<'RecordPlacement'>;

const FIELD_OF_DATE = { ready: 'readyOn', moved: 'movedOn', registered: 'registeredOn' } as const satisfies Record<
  DateThatCounts,
  keyof Stay
>;

/** The day that decides the period, by the policy. Refuses where just that day is not known. */
export function dayThatCounts(
  stay: Pick<Stay, 'readyOn' | 'movedOn' | 'registeredOn'>,
  { dateThatCounts }: HousingRules,
): Result<LocalDate> {
  const field = FIELD_OF_DATE[dateThatCounts];
  const day = stay[field];
  if (day !== null) return ok(day);
  return refuse('DATE_THAT_COUNTS_MISSING', 'volgens het beleid bepaalt deze dag de periode', ['input', field]);
}

/** Whether the kind counts; refused when the figures policy does not know it. */
export function countsAs(kind: string, { kinds }: HousingRules): Result<boolean> {
  const counts = kinds.get(kind);
  if (counts !== undefined) return ok(counts);
  const known = [...kinds.keys()];
  const message = `“${kind}” is in het beleid geen soort huisvesting; wel: ${known.join(', ')}`;
  return refuse('KIND_UNKNOWN', message, ['input', 'kind'], { known });
}

/** What the days of a stay say against themselves. */
export function stayFaults(stay: Stay, now: HouseholdCommandOf<'MoveHome'>['now']): readonly Refusal[] {
  const { readyOn, movedOn, registeredOn, until } = stay;
  const faults = [...inFuture({ readyOn, movedOn, registeredOn }, now)];
  if (until !== null && until <= movedOn) {
    const message = `een verblijf dat op ${until} eindigt, begint niet op ${movedOn}`;
    faults.push(refusal('STAY_ENDS_BEFORE_MOVE', message, ['input', 'until']));
  }
  return faults;
}

/** A household lives in one place at a time: the next stay does not begin before the last one did. */
export function stayOrderFaults({ stay, placement }: KnownHousehold, movedOn: LocalDate): readonly Refusal[] {
  const last = stay ?? placement;
  return last === null ? [] : before('movedOn', movedOn, last.movedOn, 'MOVED_BEFORE_STAY', 'het vorige verblijf');
}

/** Why this household cannot be housed for this municipality on this day. */
export function dayFaults(state: KnownHousehold, day: LocalDate, field: string): readonly Refusal[] {
  const tooEarly = before(field, day, state.permitOn, 'PLACED_BEFORE_PERMIT', 'de vergunning');
  if (tooEarly.length > 0) return tooEarly;
  return before(field, day, state.firstCoupledOn, 'PLACED_BEFORE_KOPPELING', 'de koppeling');
}

/** An exchange's hold on a household that is to be housed: what is broken by it, by which exchange it was assigned. */
function throughHold(
  state: KnownHousehold,
  { stay, now }: RecordPlacement,
): Result<{ readonly exchange: string | null; readonly broke: string | null }> {
  const held = holdAt(state, now);
  if (held === null) return ok({ exchange: null, broke: null });
  switch (held.kind) {
    case 'claim':
      return ok({ exchange: null, broke: held.exchange });
    case 'reservation':
      return householdReserved(held.exchange);
    case 'assignment': {
      if (held.dwelling === stay.dwelling) return ok({ exchange: held.exchange, broke: null });
      const message = 'door een uitwisseling is voor dit huishouden een andere woning bestemd';
      return refuse('ASSIGNED_ELSEWHERE', message, ['input', 'dwelling'], { exchange: held.exchange });
    }
  }
}

/**
 * The stay by which the household counts, once, for the municipality of the koppeling at the moment of housing. A stay of a kind
 * that does not count (with hosts, with a foster family) leaves the koppeling open [domain.md §2].
 */
export function recordPlacement(command: RecordPlacement, state: Household): Decided {
  const { by, stay, oneOff, note, knownAt, rules, now } = command;
  const open = openFor(state, by);
  if (!open.ok) return open;
  const known = open.value;
  const counts = countsAs(stay.kind, rules);
  if (!counts.ok) return counts;
  if (!counts.value) {
    return moveHome({ type: 'MoveHome', by, stay, note, rules, now }, known);
  }
  if (known.status !== 'coupled') return alreadyPlaced(known);
  const hold = throughHold(known, command);
  if (!hold.ok) return hold;
  const day = dayThatCounts(stay, rules);
  if (!day.ok) return day;
  const persons = command.persons ?? known.toHouse;
  const faults = [
    ...stayFaults(stay, now),
    ...inFuture({ knownAt }, now),
    ...dayFaults(known, day.value, FIELD_OF_DATE[rules.dateThatCounts]),
    ...stayOrderFaults(known, stay.movedOn),
    ...knownTooEarly(day.value, knownAt),
    ...tooManyFaults(persons, known.toHouse),
  ];
  if (faults.length > 0) return refused(...faults);
  if (coupledTo(known, day.value) !== by) {
    const since = coupledSince(known);
    const message = `op ${day.value} was dit huishouden nog niet aan deze gemeente gekoppeld (sinds ${since})`;
    return refuse('PLACED_BEFORE_KOPPELING', message, ['input', FIELD_OF_DATE[rules.dateThatCounts]], { since });
  }
  return accept({
    type: 'HouseholdPlaced',
    household: known.household,
    stay,
    counted: { municipality: by, on: day.value, persons, kind: stay.kind, oneOff },
    open: persons,
    municipality: by,
    ...hold.value,
    note,
    knownAt,
  });
}

function tooManyFaults(persons: number, toHouse: number): readonly Refusal[] {
  if (persons <= toHouse) return [];
  const message = `er zijn nog ${toHouse} personen te huisvesten, niet ${persons}`;
  return [refusal('MORE_THAN_TO_HOUSE', message, ['input', 'persons'], { toHouse })];
}

/** The rest of a household that partly moved follows, to where it lives. */
export function completePlacement(command: HouseholdCommandOf<'CompletePlacement'>, state: Household): Decided {
  const { by, on, knownAt, rules, now } = command;
  const open = openFor(state, by);
  if (!open.ok) return open;
  const known = open.value;
  const [first] = known.counted;
  const { stay, placement } = known;
  if (first === undefined || placement === null) return notPlaced;
  if (stay === null) {
    return refuse('NO_STAY', 'het huishouden woont voor zover bekend nergens; leg eerst een verhuizing vast', [
      'input',
      'household',
    ]);
  }
  const counts = countsAs(stay.kind, rules);
  if (!counts.ok) return counts;
  if (!counts.value) return refused(doesNotCount(stay.kind));
  const persons = command.persons ?? known.toHouse;
  const faults = [
    ...inFuture({ on, knownAt }, now),
    ...before('on', on, first.on, 'BEFORE_PLACEMENT', 'de plaatsing'),
    ...knownTooEarly(on, knownAt),
    ...tooManyFaults(persons, known.toHouse),
  ];
  if (faults.length > 0) return refused(...faults);
  return accept({
    type: 'RestPlaced',
    household: known.household,
    municipality: by,
    counted: { municipality: coupledTo(known, on) ?? by, on, persons, kind: stay.kind, oneOff: null },
    housedOn: later(on, housedOn(placement, known.counted)),
    open: persons,
    knownAt,
  });
}

export const doesNotCount = (kind: string) =>
  refusal('KIND_DOES_NOT_COUNT', `“${kind}” telt volgens het beleid niet mee`, ['input', 'kind']);

/** A later stay, or one of a kind that does not count: several stays, one count per person [domain.md §2]. */
export function moveHome({ by, stay, note, rules, now }: HouseholdCommandOf<'MoveHome'>, state: Household): Decided {
  const owned = ownedBy(state, by);
  if (!owned.ok) return owned;
  const known = owned.value;
  if (known.status === 'ended') return notCoupled;
  const counts = countsAs(stay.kind, rules);
  if (!counts.ok) return counts;
  if (counts.value && known.placement === null) return notPlaced;
  const faults = [...stayFaults(stay, now), ...stayOrderFaults(known, stay.movedOn)];
  if (faults.length > 0) return refused(...faults);
  return accept({ type: 'HouseholdMovedHome', household: known.household, stay, broke: null, note });
}

/** A worry on a list, not a subtraction [domain.md §2]. */
export function endStay({ by, on, reason, note, now }: HouseholdCommandOf<'EndStay'>, state: Household): Decided {
  const owned = ownedBy(state, by);
  if (!owned.ok) return owned;
  const { household, stay } = owned.value;
  if (stay === null) {
    return refuse('NO_STAY', 'het huishouden woont voor zover bekend nergens', ['input', 'household']);
  }
  const faults = [...inFuture({ on }, now), ...before('on', on, stay.movedOn, 'ENDED_BEFORE_MOVE', 'de verhuizing')];
  return faults.length > 0
    ? refused(...faults)
    : accept({ type: 'StayEnded', household, stay: stay.id, on, reason, note });
}

/** A minor's move debits the old municipality and credits the new one, effective when reported to COA [domain.md §2]. */
export function moveMinors(command: HouseholdCommandOf<'MoveMinors'>, state: Household): Decided {
  const { by, stay, reportedOn, knownAt, rules, now } = command;
  const owned = ownedBy(state, by);
  if (!owned.ok) return owned;
  const known = owned.value;
  if (known.kind !== 'nidos') {
    return refuse('NOT_NIDOS', 'dit geldt alleen voor minderjarigen onder voogdij van Nidos', ['input', 'household']);
  }
  const [first] = known.counted;
  if (known.status !== 'placed' || first === undefined || known.placement === null) return notPlaced;
  if (stay.municipality === by) {
    return refuse('SAME_MUNICIPALITY', 'binnen de gemeente is het een verhuizing die niet opnieuw telt', [
      'input',
      'livesIn',
    ]);
  }
  const counts = countsAs(stay.kind, rules);
  if (!counts.ok) return counts;
  if (!counts.value) return refused(doesNotCount(stay.kind));
  const faults = [
    ...stayFaults(stay, now),
    ...inFuture({ reportedOn, knownAt }, now),
    ...stayOrderFaults(known, stay.movedOn),
    ...before('reportedOn', reportedOn, first.on, 'BEFORE_PLACEMENT', 'de plaatsing'),
    ...before('reportedOn', reportedOn, coupledSince(known), 'BEFORE_KOPPELING', 'de koppeling'),
    ...knownTooEarly(reportedOn, knownAt),
  ];
  if (faults.length > 0) return refused(...faults);
  const persons = Math.min(known.persons, countedFor(known, by));
  const row = { on: reportedOn, oneOff: null };
  return accept({
    type: 'MinorsMoved',
    household: known.household,
    stay,
    debited: { ...row, municipality: by, persons: -persons, kind: (known.stay ?? known.placement).kind },
    credited: { ...row, municipality: stay.municipality, persons, kind: stay.kind },
    knownAt,
  });
}

const countedFor = ({ counted }: KnownHousehold, municipality: string): number =>
  counted.filter((row) => row.municipality === municipality).reduce((sum, { persons }) => sum + persons, 0);
