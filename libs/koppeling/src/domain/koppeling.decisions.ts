import { accept, canonicalJson, refuse, refused, type Decision } from '#libs/kernel';
import { isOutdated, standsSince } from './coa-difference.js';
import { statedByList } from './coa.decisions.js';
import {
  coupledSince,
  heldByAt,
  holdAt,
  type Household,
  type KnownHousehold,
  type ListedKoppeling,
} from './household.js';
import type { HouseholdCommandOf } from './household.commands.js';
import type { KoppelingEnd } from './household.events.js';
import {
  alreadyPlaced,
  brokenByOwner,
  householdReserved,
  householdUnknown,
  notCoupled,
  openFor,
} from './household.refusals.js';
import { before, inFuture } from './moments.js';
import type { HouseholdFact } from './household-fact.js';

type Decided = Decision<HouseholdFact>;

const HOUSEHOLD_FORGOTTEN = refuse(
  'HOUSEHOLD_FORGOTTEN',
  'dit huishouden is vergeten: er kan niets meer over worden vastgelegd',
  ['input', 'household'],
);

const isSame = (one: ListedKoppeling, other: ListedKoppeling): boolean =>
  canonicalJson({ ...one }) === canonicalJson({ ...other });

/** What we have, as a list would say it. Null: no koppeling. */
const ourList = (state: KnownHousehold): ListedKoppeling | null =>
  state.status === 'ended'
    ? null
    : {
        municipality: state.municipality,
        persons: state.persons,
        permitOn: state.permitOn,
        coupledOn: coupledSince(state),
      };

/** A field of a list that we have otherwise. Null: we have no koppeling. */
export interface Difference {
  readonly field: 'municipality' | 'persons' | 'permit_on' | 'coupled_on';
  readonly ours: string | number | null;
  readonly theirs: string | number;
}

/** Where a list differs from what we have; what is not kept of it, an older list than the last, does not. */
export function differences(command: Receive, state: Household): readonly Difference[] {
  const theirs = listedBy(command);
  if (state.status === 'unknown' || isOldNews(command, state)) return [];
  if (command.listedOn !== null && isOutdated(state, command.listedOn)) return [];
  const ours = ourList(state);
  const all: readonly Difference[] = [
    { field: 'municipality', ours: ours?.municipality ?? null, theirs: theirs.municipality },
    { field: 'persons', ours: ours?.persons ?? null, theirs: theirs.persons },
    { field: 'permit_on', ours: ours?.permitOn ?? null, theirs: theirs.permitOn },
    { field: 'coupled_on', ours: ours?.coupledOn ?? null, theirs: theirs.coupledOn },
  ];
  return all.filter((each) => each.ours !== each.theirs);
}

type Receive = HouseholdCommandOf<'Receive'>;

const listedBy = ({ koppeling }: Receive): ListedKoppeling => {
  const { municipality, persons, permitOn, coupledOn } = koppeling;
  return { municipality, persons, permitOn, coupledOn };
};

/**
 * Whether a list tells no more than that by which we know the household: we went on since. Unless it is known to be of a later day, or
 * COA takes back with it what it said in between.
 */
function isOldNews(command: Receive, state: KnownHousehold): boolean {
  const { koppeling, listedOn, isDated = false } = command;
  if (!isSame(state.received, listedBy(command))) return false;
  const isOurs = state.status !== 'ended' && state.municipality === koppeling.municipality;
  if (isOurs) return state.stated === null;
  return !isDated || listedOn === null || listedOn <= standsSince(state);
}

/**
 * Whether the household is the business of another municipality than the one that lists it: nothing is changed in it, and nothing
 * told of it [quality.md §1, invariant 9]. What a list says exactly as it was received once is no news to whoever received it.
 */
export const isListedByStranger = (command: Receive, state: Household): boolean =>
  state.status !== 'unknown' &&
  command.listedOn !== null &&
  command.byCoa !== true &&
  state.municipality !== command.koppeling.municipality &&
  !isSame(state.received, listedBy(command));

/**
 * The very same koppeling again adds nothing; by hand it is refused to who has the household no longer, because the answer tells
 * how it stands now. Another one for a known household: by hand refused, of a list a statement of COA.
 */
export function receive(command: Receive, state: Household): Decided {
  const { koppeling, listedOn, now } = command;
  const { municipality, persons, permitOn, firstCoupledOn, coupledOn, knownAt, source } = koppeling;
  const faults = [
    ...inFuture({ permitOn, coupledOn, knownAt }, now),
    ...before('coupledOn', firstCoupledOn, permitOn, 'COUPLED_BEFORE_PERMIT', 'de vergunning'),
    ...before('coupledOn', coupledOn, firstCoupledOn, 'COUPLED_BEFORE_FIRST', 'de eerste koppeling'),
  ];
  if (faults.length > 0) return refused(...faults);
  if (state.status === 'unknown') {
    return accept({ ...koppeling, type: 'KoppelingReceived', kind: koppeling.kind ?? 'regular' });
  }
  const theirs = listedBy(command);
  if (listedOn === null) {
    const isAgain = isSame(state.received, theirs) && koppeling.split === null && state.municipality === municipality;
    return isAgain ? accept() : receiveAgain(command, state);
  }
  const isStranger = command.byCoa !== true && state.municipality !== municipality;
  if (isStranger || isOldNews(command, state)) return accept();
  const ours = ourList(state);
  if (state.stated === null && ours !== null && isSame(ours, theirs)) return accept();
  return statedByList({ municipality, persons, on: listedOn, source }, state);
}

/** After these there is nobody left who could be coupled again. */
const ENDS_FOR_GOOD: readonly KoppelingEnd[] = ['merged', 'died'];

/** A household whose koppeling ended may come back to its last municipality, and by COA to any; any other is there already. */
function receiveAgain({ koppeling, byCoa }: Receive, state: KnownHousehold): Decided {
  const mayReturn = byCoa === true || state.municipality === koppeling.municipality;
  if (state.status !== 'ended' || koppeling.split !== null || !mayReturn) {
    const message = 'dit huishouden is al bekend; verplaats zijn koppeling of wijzig het';
    return refuse('HOUSEHOLD_KNOWN', message, ['input', 'household']);
  }
  if (state.forgotten) return HOUSEHOLD_FORGOTTEN;
  if (state.ended !== null && ENDS_FOR_GOOD.includes(state.ended.reason)) {
    const message = 'dit huishouden is overleden of opgegaan in een ander: het kan niet opnieuw gekoppeld worden';
    return refuse('HOUSEHOLD_ENDED_FOR_GOOD', message, ['input', 'household'], { reason: state.ended.reason });
  }
  if (koppeling.permitOn !== state.permitOn) {
    const message = `de vergunning van dit huishouden is van ${state.permitOn}: een nieuwe koppeling verandert dat niet`;
    return refuse('PERMIT_DIFFERS', message, ['input', 'permitOn'], { permitOn: state.permitOn });
  }
  if (koppeling.kind !== null && koppeling.kind !== state.kind) {
    const message = 'of dit huishouden onder voogdij van Nidos staat, verandert een nieuwe koppeling niet';
    return refuse('KINDS_DIFFER', message, ['input', 'kind'], { kind: state.kind });
  }
  const since = state.ended?.on ?? coupledSince(state);
  const faults = before(
    'coupledOn',
    koppeling.coupledOn,
    since,
    'COUPLED_BEFORE_END',
    'het einde van de vorige koppeling',
  );
  if (faults.length > 0) return refused(...faults);
  const received = { ...koppeling, type: 'KoppelingReceived', kind: state.kind } as const;
  const { household, municipality } = koppeling;
  const { profile } = state;
  // A koppeling begins without a profile; only the municipality that wrote it, or had it last, goes on with it.
  return profile === null || municipality !== state.municipality
    ? accept(received)
    : accept<HouseholdFact>(received, {
        type: 'HouseholdProfileChanged',
        household,
        municipality,
        profile,
        heldBy: null,
      });
}

/** Moves to another municipality: settled by an exchange, or by COA of its own accord, which breaks a claim. */
export function moveKoppeling(command: HouseholdCommandOf<'MoveKoppeling'>, state: Household): Decided {
  const { to, on, exchange, source, knownAt, now } = command;
  if (state.status === 'unknown') return householdUnknown;
  if (state.status === 'ended') return notCoupled;
  if (state.status !== 'coupled') return alreadyPlaced(state);
  const held = holdAt(state, now);
  const other = held !== null && held.exchange !== exchange ? held : null;
  if (other !== null && other.kind !== 'claim') return householdReserved(other.exchange);
  if (exchange !== null && state.kind === 'nidos') return nidosNotExchanged;
  if (to === state.municipality) {
    return refuse('ALREADY_COUPLED_THERE', 'dit huishouden is al aan die gemeente gekoppeld', ['input', 'to']);
  }
  const faults = [
    ...inFuture({ on, knownAt }, now),
    ...before('on', on, coupledSince(state), 'MOVED_BEFORE_KOPPELING', 'de koppeling'),
  ];
  if (faults.length > 0) return refused(...faults);
  return accept({
    type: 'KoppelingMoved',
    household: state.household,
    from: state.municipality,
    to,
    persons: state.persons,
    open: state.toHouse,
    on,
    exchange,
    broke: other?.exchange ?? null,
    source,
    knownAt,
  });
}

export const nidosNotExchanged = refuse(
  'NIDOS_NOT_EXCHANGED',
  'minderjarigen onder voogdij van Nidos gaan niet mee in een uitwisseling',
  ['input', 'household'],
);

/** What happened to the household cannot be refused because of an exchange; what only we decide can. */
export function endKoppeling(command: HouseholdCommandOf<'EndKoppeling'>, state: Household): Decided {
  const { by, reason, on, note, knownAt, now } = command;
  const open = openFor(state, by);
  if (!open.ok) return open;
  const broken = brokenByOwner(open.value, now);
  if (!broken.ok && reason === 'entered-by-mistake') return broken;
  const faults = [
    ...inFuture({ on, knownAt }, now),
    ...before('on', on, coupledSince(open.value), 'ENDED_BEFORE_KOPPELING', 'de koppeling'),
  ];
  if (faults.length > 0) return refused(...faults);
  return accept({
    type: 'KoppelingEnded',
    household: open.value.household,
    municipality: by,
    persons: open.value.toHouse,
    inHousehold: open.value.persons - (open.value.placement === null ? 0 : open.value.toHouse),
    on,
    reason,
    into: null,
    broke: heldByAt(open.value, now),
    note,
    knownAt,
  });
}
