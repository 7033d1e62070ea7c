import { storedBy } from '#libs/event-store';
import { unreachable, type LocalDate } from '#libs/kernel';
import { dwellingDecider } from '../domain/dwelling.decider.js';
import { dwellingEvent, type DwellingEvent } from '../domain/dwelling.events.js';

/** The day on which it happened in the world; what was agreed or said has none. */
function effectiveOn(event: DwellingEvent): LocalDate | null {
  switch (event.type) {
    case 'DwellingOccupied':
    case 'OccupantsChanged':
    case 'OccupancyCorrected':
    case 'DwellingVacated':
    case 'DwellingWithdrawn':
      return event.on;
    case 'DwellingOffered':
    case 'DwellingChanged':
    case 'DwellingReserved':
    case 'DwellingClaimed':
    case 'DwellingHeld':
    case 'DwellingAssigned':
    case 'DwellingReleased':
      return null;
    default:
      return unreachable(event);
  }
}

/** A dwelling is a consistency boundary of its own: stream `dwelling-<id>`. */
export const dwellings = storedBy(dwellingDecider, dwellingEvent, effectiveOn);
