import { accept, unreachable, type Decider, type Decision } from '#libs/kernel';
import { missFromList, resolveDifference, stateCoa } from './coa.decisions.js';
import { changeProfile, forget, judgeRefusal, refuseDwelling, requestForget } from './care.decisions.js';
import { correctPlacement } from './correction.decisions.js';
import { assign, claim, release, reserve } from './holds.decisions.js';
import type { HouseholdCommand } from './household.commands.js';
import { evolve } from './household.evolve.js';
import type { HouseholdEvent } from './household.events.js';
import type { Household } from './household.js';
import { endKoppeling, moveKoppeling, receive } from './koppeling.decisions.js';
import { changePersons, mergeInto, split, takeIn } from './persons.decisions.js';
import type { HouseholdFact } from './household-fact.js';
import { withOpenKoppelingen } from './open-koppelingen.js';
import { completePlacement, endStay, moveHome, moveMinors, recordPlacement } from './placement.decisions.js';

function decide(command: HouseholdCommand, state: Household): Decision<HouseholdFact> {
  switch (command.type) {
    case 'Receive':
      return receive(command, state);
    case 'ChangeProfile':
      return changeProfile(command, state);
    case 'ChangePersons':
      return changePersons(command, state);
    case 'Split':
      return split(command, state);
    case 'MergeInto':
      return mergeInto(command, state);
    case 'TakeIn':
      return takeIn(command, state);
    case 'MoveKoppeling':
      return moveKoppeling(command, state);
    case 'EndKoppeling':
      return endKoppeling(command, state);
    case 'StateCoa':
      return stateCoa(command, state);
    case 'MissFromList':
      return missFromList(command, state);
    case 'ResolveDifference':
      return resolveDifference(command, state);
    case 'RecordPlacement':
      return recordPlacement(command, state);
    case 'CompletePlacement':
      return completePlacement(command, state);
    case 'MoveHome':
      return moveHome(command, state);
    case 'EndStay':
      return endStay(command, state);
    case 'CorrectPlacement':
      return correctPlacement(command, state);
    case 'MoveMinors':
      return moveMinors(command, state);
    case 'RefuseDwelling':
      return refuseDwelling(command, state);
    case 'JudgeRefusal':
      return judgeRefusal(command, state);
    case 'Claim':
      return claim(command, state);
    case 'Reserve':
      return reserve(command, state);
    case 'Assign':
      return assign(command, state);
    case 'Release':
      return release(command, state);
    case 'RequestForget':
      return requestForget(command, state);
    case 'Forget':
      return forget(command, state);
    default:
      return unreachable(command);
  }
}

/** A fact with what it does to open koppelingen, given those before it. */
export function completed(
  fact: HouseholdFact,
  before: Household,
): { readonly event: HouseholdEvent; readonly after: Household } {
  const after = evolve(before, fact);
  return { event: withOpenKoppelingen(fact, before, after), after };
}

function told(facts: readonly HouseholdFact[], state: Household): Decision<HouseholdEvent> {
  let before = state;
  return accept(
    ...facts.map((fact) => {
      const { event, after } = completed(fact, before);
      before = after;
      return event;
    }),
  );
}

/**
 * A household: coupled to at most one municipality, living in at most one place, every person counted at most once
 * [quality.md §1, invariant 4]. At any moment the persons still to be housed are the sum of what its events opened and closed.
 */
export const householdDecider: Decider<Household, HouseholdCommand, HouseholdEvent> = {
  initial: { status: 'unknown' },
  evolve,
  decide(command, state) {
    const decided = decide(command, state);
    return decided.ok ? told(decided.value, state) : decided;
  },
};
