import { storedBy } from '#libs/event-store';
import { unreachable, type LocalDate } from '#libs/kernel';
import { householdDecider } from '../domain/household.decider.js';
import { householdEvent, type HouseholdEvent } from '../domain/household.events.js';

/** The day on which it happened in the world; what was agreed, said or forgotten here has none. */
function effectiveOn(event: HouseholdEvent): LocalDate | null {
  switch (event.type) {
    case 'KoppelingReceived':
      return event.split?.on ?? event.coupledOn;
    case 'HouseholdPersonsChanged':
    case 'HouseholdSplit':
    case 'KoppelingMoved':
    case 'KoppelingEnded':
    case 'CoaKoppelingStated':
    case 'StayEnded':
    case 'DwellingRefused':
    case 'DwellingRefusalJudged':
      return event.on;
    case 'HouseholdPlaced':
    case 'RestPlaced':
      return event.counted.on;
    case 'HouseholdMovedHome':
      return event.stay.movedOn;
    case 'PlacementCorrected':
      return event.becomes?.on ?? event.was.on;
    case 'MinorsMoved':
      return event.credited.on;
    case 'CoaDifferenceResolved':
    case 'HouseholdProfileChanged':
    case 'HouseholdClaimed':
    case 'HouseholdReserved':
    case 'HouseholdAssigned':
    case 'HouseholdReleased':
    case 'HouseholdForgetRequested':
    case 'HouseholdForgotten':
      return null;
    default:
      return unreachable(event);
  }
}

/** A household is a consistency boundary of its own: stream `household-<pseudonym>`. */
export const households = storedBy(householdDecider, householdEvent, effectiveOn);
