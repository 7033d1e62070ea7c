import { accept, refuse, refused, type Decision } from '#libs/kernel';
import { coupledSince, heldByAt, type Household } from './household.js';
import type { HouseholdCommandOf } from './household.commands.js';
import { householdHeld, notCoupled, openFor, ownedBy } from './household.refusals.js';
import { before, inFuture } from './moments.js';
import type { HouseholdFact } from './household-fact.js';

type Decided = Decision<HouseholdFact>;

/** What a dwelling for the household must have; replaces what was said before. */
export function changeProfile({ by, profile, now }: HouseholdCommandOf<'ChangeProfile'>, state: Household): Decided {
  const owned = ownedBy(state, by);
  if (!owned.ok) return owned;
  const known = owned.value;
  if (known.forgotten) {
    return refuse('HOUSEHOLD_FORGOTTEN', 'dit huishouden is vergeten: er kan niets meer over worden vastgelegd', [
      'input',
      'household',
    ]);
  }
  if (known.status === 'ended') return notCoupled;
  const { household } = known;
  return accept({
    type: 'HouseholdProfileChanged',
    household,
    municipality: by,
    profile,
    heldBy: heldByAt(known, now),
  });
}

/** The koppeling stays; COA judges [domain.md §3]. */
export function refuseDwelling(command: HouseholdCommandOf<'RefuseDwelling'>, state: Household): Decided {
  const { by, dwelling, on, reason, note, now } = command;
  const open = openFor(state, by);
  if (!open.ok) return open;
  const faults = [
    ...inFuture({ on }, now),
    ...before('on', on, coupledSince(open.value), 'REFUSED_BEFORE_KOPPELING', 'de koppeling'),
  ];
  if (faults.length > 0) return refused(...faults);
  const { household, forgotten } = open.value;
  // What is said of it after that is not kept, also while its key is still there.
  const said = forgotten ? { reason: null, note: null } : { reason, note };
  return accept({ type: 'DwellingRefused', household, municipality: by, dwelling, on, ...said });
}

export function judgeRefusal(
  { by, judgement, on, now }: HouseholdCommandOf<'JudgeRefusal'>,
  state: Household,
): Decided {
  const owned = ownedBy(state, by);
  if (!owned.ok) return owned;
  const { household, refusedOn } = owned.value;
  if (refusedOn === null) {
    return refuse('NO_REFUSAL', 'er is geen weigering die nog beoordeeld moet worden', ['input', 'household']);
  }
  const faults = [...inFuture({ on }, now), ...before('on', on, refusedOn, 'JUDGED_BEFORE_REFUSAL', 'de weigering')];
  return faults.length > 0
    ? refused(...faults)
    : accept({ type: 'DwellingRefusalJudged', household, municipality: by, judgement, on });
}

/** One asks, another approves. A later request takes the place of an earlier one, so that nobody who left keeps it waiting. */
export function requestForget(command: HouseholdCommandOf<'RequestForget'>, state: Household): Decided {
  const { by, actor: requestedBy, approver, now } = command;
  const owned = ownedBy(state, by);
  if (!owned.ok) return owned;
  const { household, forgotten, forgetting } = owned.value;
  if (forgotten) return accept();
  if (approver === requestedBy) return secondPersonRequired(['input', 'approvedBy']);
  const held = heldByAt(owned.value, now);
  if (held !== null) return householdHeld(held);
  if (forgetting?.requestedBy === requestedBy && forgetting.approver === approver) return accept();
  return accept({ type: 'HouseholdForgetRequested', household, municipality: by, requestedBy, approver });
}

const secondPersonRequired = (path: readonly string[]) =>
  refuse('SECOND_PERSON_REQUIRED', 'een ander dan wie erom vroeg moet het vergeten goedkeuren', path);

/** The key goes after this event, and every count stays. Asked again: nothing, so that what a crash left undone can be finished. */
export function forget({ by, actor, now }: HouseholdCommandOf<'Forget'>, state: Household): Decided {
  const owned = ownedBy(state, by);
  if (!owned.ok) return owned;
  const { household, forgotten, forgetting } = owned.value;
  if (forgotten) return accept();
  const path = ['input', 'household'];
  if (forgetting === null) {
    return refuse('FORGET_NOT_REQUESTED', 'niemand heeft gevraagd dit huishouden te vergeten', path);
  }
  if (forgetting.requestedBy === actor) return secondPersonRequired(path);
  if (forgetting.approver !== null && forgetting.approver !== actor) {
    return refuse('NOT_THE_APPROVER', 'een ander is gevraagd het vergeten goed te keuren', path);
  }
  const held = heldByAt(owned.value, now);
  // The others in the exchange decide by its needs: they hear first that it takes part no longer.
  return held === null ? accept({ type: 'HouseholdForgotten', household, approvedBy: actor }) : householdHeld(held);
}
