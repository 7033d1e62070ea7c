import { accept, refusal, refuse, refused, type Decision, type Result } from '#libs/kernel';
import {
  coupledSince,
  coupledTo,
  heldByAt,
  type CountedRow,
  type Household,
  type KnownHousehold,
} from './household.js';
import type { HouseholdCommandOf } from './household.commands.js';
import { MOST_IN_HOUSEHOLD, type CountedPersons, type PersonsChange } from './household.events.js';
import { alreadyPlaced, brokenByOwner, later, notCoupled, openFor, ownedBy } from './household.refusals.js';
import { before, inFuture, knownTooEarly } from './moments.js';
import type { HouseholdFact } from './household-fact.js';

type Decided = Decision<HouseholdFact>;
type ChangePersons = HouseholdCommandOf<'ChangePersons'>;

/** Causes by which a household only grows, or only shrinks. */
const GROWS: readonly PersonsChange[] = ['nareis', 'birth', 'partner-joined'];
const SHRINKS: readonly PersonsChange[] = ['died', 'left'];

const tooMany = refusal(
  'TOO_MANY_PERSONS',
  `een huishouden heeft ten hoogste ${MOST_IN_HOUSEHOLD} personen`,
  ['input', 'persons'],
  { most: MOST_IN_HOUSEHOLD },
);

function causeFaults({ persons, cause }: ChangePersons, was: number) {
  const path = ['input', 'persons'];
  if (persons === was) return [refusal('NOTHING_CHANGED', `het huishouden heeft al ${was} personen`, path)];
  if (persons > MOST_IN_HOUSEHOLD) return [tooMany];
  if ((persons > was ? SHRINKS : GROWS).includes(cause)) {
    const message = `van ${was} naar ${persons} personen past niet bij deze reden`;
    return [refusal('CAUSE_CONTRADICTS', message, ['input', 'cause'])];
  }
  return [];
}

/**
 * The change of those still to be housed. Who comes before all are housed is still to be housed; who goes is taken from those
 * first. After that only a correction of the list opens the koppeling again: the one who turns out to be there has not counted.
 */
function openChange({ persons, cause }: ChangePersons, { status, persons: was, toHouse }: KnownHousehold): number {
  if (persons < was) return 0 - Math.min(was - persons, toHouse);
  return status === 'placed' && cause !== 'list-corrected' ? 0 : persons - was;
}

/** Nareis adds to a placement that counts already: in the period of the change, for the municipality of then [domain.md §2]. */
function countedBy({ persons, cause, on, rules }: ChangePersons, state: KnownHousehold): CountedPersons | null {
  const { placement, stay, counted, persons: was } = state;
  if (state.status !== 'placed' || placement === null || persons <= was) return null;
  if (!rules.countsAfterPlacement.includes(cause)) return null;
  const kind = stay !== null && rules.kinds.get(stay.kind) === true ? stay.kind : placement.kind;
  const day = later(on, firstDay(counted, on));
  return {
    municipality: coupledTo(state, day) ?? state.municipality,
    on: day,
    persons: persons - was,
    kind,
    oneOff: null,
  };
}

const firstDay = (counted: readonly CountedRow[], on: CountedRow['on']) => counted[0]?.on ?? on;

export function changePersons(command: ChangePersons, state: Household): Decided {
  const { by, persons, cause, on, note, knownAt, now } = command;
  const owned = ownedBy(state, by);
  if (!owned.ok) return owned;
  const known = owned.value;
  if (known.status === 'ended') return notCoupled;
  const counted = countedBy(command, known);
  const faults = [
    ...causeFaults(command, known.persons),
    ...inFuture({ on, knownAt }, now),
    ...before('on', on, coupledSince(known), 'CHANGED_BEFORE_KOPPELING', 'de koppeling'),
    ...knownTooEarly(counted?.on ?? on, knownAt),
  ];
  if (cause === 'list-corrected' && known.persons - persons > known.toHouse) {
    const message = 'deze personen tellen al mee: corrigeer eerst de plaatsing';
    faults.push(refusal('PERSONS_COUNTED', message, ['input', 'persons'], { toHouse: known.toHouse }));
  }
  if (faults.length > 0) return refused(...faults);
  return accept({
    type: 'HouseholdPersonsChanged',
    household: known.household,
    municipality: by,
    was: known.persons,
    persons,
    cause,
    on,
    open: openChange(command, known),
    counted,
    note,
    heldBy: heldByAt(known, now),
    knownAt,
  });
}

/** Only those still to be housed can go on as a household of their own: the others were counted here. */
export function split({ by, into, persons, on, knownAt, now }: HouseholdCommandOf<'Split'>, state: Household): Decided {
  const open = openFor(state, by);
  if (!open.ok) return open;
  const known = open.value;
  if (into === known.household) return sameHousehold;
  const most = Math.min(known.toHouse, known.persons - 1);
  const faults = [
    ...inFuture({ on, knownAt }, now),
    ...before('on', on, coupledSince(known), 'CHANGED_BEFORE_KOPPELING', 'de koppeling'),
  ];
  if (persons > most) {
    const message = `er kunnen ten hoogste ${most} personen als eigen huishouden verder`;
    faults.push(refusal('SPLIT_TOO_MANY', message, ['input', 'persons'], { most }));
  }
  if (faults.length > 0) return refused(...faults);
  return accept({
    type: 'HouseholdSplit',
    household: known.household,
    municipality: by,
    into,
    was: known.persons,
    persons: known.persons - persons,
    open: -persons,
    on,
    heldBy: heldByAt(known, now),
    knownAt,
  });
}

const sameHousehold = refuse('SAME_HOUSEHOLD', 'dit is hetzelfde huishouden', ['input', 'into']);

/** The koppeling ends in that of another household; both must be wholly to be housed, or persons would be lost or counted twice. */
export function mergeInto(command: HouseholdCommandOf<'MergeInto'>, state: Household): Decided {
  const { by, into, on, note, knownAt, now } = command;
  const open = openFor(state, by);
  if (!open.ok) return open;
  const known = open.value;
  if (known.status !== 'coupled') return alreadyPlaced(known);
  if (into === known.household) return sameHousehold;
  const broken = brokenByOwner(known, now);
  if (!broken.ok) return broken;
  const faults = [
    ...inFuture({ on, knownAt }, now),
    ...before('on', on, coupledSince(known), 'CHANGED_BEFORE_KOPPELING', 'de koppeling'),
    // The other takes in all of them on that day, also who came later.
    ...before('on', on, known.waiting.at(-1)?.on ?? on, 'MERGED_BEFORE_CHANGE', 'de laatste wijziging van personen'),
  ];
  if (faults.length > 0) return refused(...faults);
  const { household, stay } = known;
  const stayEnds: readonly HouseholdFact[] =
    stay === null
      ? []
      : [{ type: 'StayEnded', household, stay: stay.id, on: later(on, stay.movedOn), reason: 'moved-on', note: null }];
  return accept<HouseholdFact>(
    {
      type: 'KoppelingEnded',
      household,
      municipality: by,
      persons: known.toHouse,
      inHousehold: known.persons,
      on,
      reason: 'merged',
      into,
      broke: broken.value,
      note,
      knownAt,
    },
    ...stayEnds,
  );
}

export function takeIn(command: HouseholdCommandOf<'TakeIn'>, state: Household): Decided {
  const { by, persons, kind, on, knownAt, now } = command;
  const open = openFor(state, by);
  if (!open.ok) return atInto(open);
  const known = open.value;
  if (known.status !== 'coupled') return atInto(alreadyPlaced(known));
  if (kind !== known.kind) {
    return refuse('KINDS_DIFFER', 'minderjarigen onder Nidos en anderen vormen geen huishouden', ['input', 'into']);
  }
  if (known.persons + persons > MOST_IN_HOUSEHOLD) return refused(tooMany);
  const faults = before('on', on, coupledSince(known), 'CHANGED_BEFORE_KOPPELING', 'de koppeling');
  if (faults.length > 0) return refused(...faults);
  return accept({
    type: 'HouseholdPersonsChanged',
    household: known.household,
    municipality: by,
    was: known.persons,
    persons: known.persons + persons,
    cause: 'partner-joined',
    on,
    open: persons,
    counted: null,
    note: null,
    heldBy: heldByAt(known, now),
    knownAt,
  });
}

/** The fault lies with the household that the other goes into. */
export const atInto = <T>(result: Result<T>): Result<T> =>
  result.ok ? result : refused(...result.refusals.map((fault) => ({ ...fault, path: ['input', 'into'] })));
