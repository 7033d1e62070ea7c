import { accept, refuse, type Decision, type LocalDate, type MunicipalityCode } from '#libs/kernel';
import { differenceNow, isOutdated, oursOf, standsSince } from './coa-difference.js';
import { coupledSince, type Household, type KnownHousehold, type StatedByCoa } from './household.js';
import type { HouseholdCommandOf } from './household.commands.js';
import type { CoaDifferenceKind, CoaResolution, HouseholdEvent } from './household.events.js';
import { householdUnknown, ownedBy } from './household.refusals.js';

type Decided = Decision<HouseholdEvent>;

interface Statement {
  /** Null: not on its list. */
  readonly municipality: MunicipalityCode | null;
  /** Null: not said. */
  readonly persons: number | null;
  readonly on: LocalDate;
  readonly source: string;
}

/** What COA said last of the koppeling as it stands with us; of an earlier one it was another thing. */
const saidOfThis = (state: KnownHousehold): StatedByCoa | null =>
  state.stated === null || state.stated.on < standsSince(state) ? null : state.stated;

/**
 * The exchange that may wait for this: COA moves the koppeling of a household that it reserved. Null: none. What COA said before is no
 * answer to what was asked since: it may have moved it for an earlier exchange, and not moved it back yet. Then a person must tell.
 */
function answeredBy({ municipality }: Statement, state: KnownHousehold): string | null {
  const { hold } = state;
  if (hold?.kind !== 'reservation' || municipality === null || municipality === state.municipality) return null;
  return saidOfThis(state)?.municipality === municipality ? null : hold.exchange;
}

/** Whether COA said the same last. */
function isSaid({ municipality, persons }: Statement, state: KnownHousehold): boolean {
  const said = saidOfThis(state);
  return said !== null && said.municipality === municipality && (persons === null || said.persons === persons);
}

function accepted(statement: Statement, state: KnownHousehold, mayAnswer: string | null): Decided {
  const { household } = state;
  const { municipality: ours } = oursOf(state);
  return accept({ type: 'CoaKoppelingStated', household, ours, ...statement, mayAnswer });
}

/** What an exchange heard of COA. The same statement again adds nothing. */
export function stateCoa(command: HouseholdCommandOf<'StateCoa'>, state: Household): Decided {
  if (state.status === 'unknown') return householdUnknown;
  const { type: _, ...statement } = command;
  return isSaid(statement, state) ? accept() : accepted(statement, state, null);
}

/**
 * What a list of COA says. An older list than the last one says nothing of now, and the same again adds nothing: but a later list
 * shows of what was taken for a matter of time that it was not.
 */
export function statedByList(statement: Statement, state: KnownHousehold): Decided {
  const { stated, resolved } = state;
  if (isOutdated(state, statement.on)) return accept();
  const wasTiming = resolved?.resolution === 'timing' && stated !== null && statement.on > stated.on;
  if (isSaid(statement, state) && !wasTiming) return accept();
  return accepted(statement, state, answeredBy(statement, state));
}

/**
 * Whether a list of COA that is whole for a municipality on a day should hold the household: it has persons who wait, in a koppeling
 * to it of that day or before. Minors under Nidos come by another list.
 */
export function belongsOnList(
  { of, on }: Pick<HouseholdCommandOf<'MissFromList'>, 'of' | 'on'>,
  state: Household,
): boolean {
  if (state.status === 'unknown') return false;
  const waits = state.status === 'coupled' || state.status === 'partly-placed';
  return waits && state.kind !== 'nidos' && state.municipality === of && coupledSince(state) <= on;
}

/** Whether that it does not stand on such a list is a difference now: an older list than the last says nothing of that. */
export const isMissedBy = (list: Pick<HouseholdCommandOf<'MissFromList'>, 'of' | 'on'>, state: Household): boolean =>
  belongsOnList(list, state) && state.status !== 'unknown' && !isOutdated(state, list.on);

/** Whom we have no longer, and COA had until now. */
const isTakenBack = ({ of }: HouseholdCommandOf<'MissFromList'>, { status, municipality, stated }: KnownHousehold) =>
  status === 'ended' && municipality === of && stated?.municipality === of;

/** Whom COA said that it coupled to a third: that a list of this municipality does not hold it, says the same and no more. */
function isSaidElsewhere({ of }: HouseholdCommandOf<'MissFromList'>, state: KnownHousehold): boolean {
  const said = saidOfThis(state);
  return said !== null && said.municipality !== null && said.municipality !== of;
}

/**
 * It does not stand on a list that should hold it: only we have it; or COA has it no longer either. Of whom the list need not hold, that
 * says nothing.
 */
export function missFromList(command: HouseholdCommandOf<'MissFromList'>, state: Household): Decided {
  if (state.status === 'unknown') return accept();
  if (!belongsOnList(command, state) && !isTakenBack(command, state)) return accept();
  if (isSaidElsewhere(command, state)) return accept();
  const { on, source } = command;
  return statedByList({ municipality: null, persons: null, on, source }, state);
}

/** Which differences can come of what; of `theirs-is-right` any can. */
const RESOLVES: Readonly<Record<CoaResolution, readonly CoaDifferenceKind[]>> = {
  'ours-is-right': ['only-ours', 'only-theirs', 'other-municipality', 'persons'],
  'theirs-is-right': ['only-ours', 'only-theirs', 'other-municipality', 'persons'],
  timing: ['only-ours', 'only-theirs', 'other-municipality', 'persons'],
  'divided-otherwise': ['only-ours', 'only-theirs', 'persons'],
  'other-pseudonym': ['only-ours', 'only-theirs'],
};

/** By whom it is, or was last, coupled to. That theirs is right must show: nothing may differ any more. */
export function resolveDifference(command: HouseholdCommandOf<'ResolveDifference'>, state: Household): Decided {
  const { by, resolution, note } = command;
  const owned = ownedBy(state, by);
  if (!owned.ok) return owned;
  const { household, stated, resolved } = owned.value;
  const now = differenceNow(owned.value);
  const isCorrected = resolution === 'theirs-is-right';
  if (isCorrected && now !== null) {
    const message = 'onze koppeling verschilt nog van die van het COA: verbeter die eerst';
    return refuse('STILL_DIFFERS', message, ['input', 'resolution'], { difference: now });
  }
  // What was corrected is what differed when COA said it.
  const difference = isCorrected ? (stated?.differed ?? null) : now;
  if (stated === null || difference === null) {
    return refuse('NO_DIFFERENCE', 'er is geen verschil met het COA over dit huishouden', ['input', 'household']);
  }
  if (!RESOLVES[resolution].includes(difference)) {
    const message = 'dit verklaart niet hoe onze koppeling en die van het COA verschillen';
    return refuse('RESOLUTION_UNFIT', message, ['input', 'resolution'], { difference });
  }
  const ours = isCorrected ? stated.ours : oursOf(owned.value);
  const isSame =
    resolved?.resolution === resolution &&
    resolved.ours.municipality === ours.municipality &&
    resolved.ours.persons === ours.persons;
  if (isSame && note === null) return accept();
  return accept({
    type: 'CoaDifferenceResolved',
    household,
    municipality: by,
    difference,
    ours: ours.municipality,
    persons: ours.persons,
    theirs: stated.municipality,
    theirPersons: stated.persons,
    statedOn: stated.on,
    resolution,
    note,
  });
}
