import type { RecordedEvent } from '#libs/event-store';
import type { MunicipalityCode } from '#libs/kernel';
import type { Projection } from '#libs/projections';
import { householdEvent, type HouseholdEvent } from '../domain/household.events.js';
import { householdChanges } from './household-changes.js';
import { HOUSEHOLD_TABLES } from './households.tables.js';

/** Name of the read model of households. */
export const HOUSEHOLDS = 'households';

const TYPES: ReadonlySet<string> = new Set(householdEvent.options.map((option) => option.shape.type.value));

/** A runner asks of each event first what it changes, then what it touches: events never change, so it is read once. */
let last: { readonly recorded: RecordedEvent; readonly event: HouseholdEvent } | null = null;

/** @throws ZodError on an event that is not what its type says: a list built on it would be wrong unseen. */
function read(recorded: RecordedEvent): HouseholdEvent {
  if (last?.recorded === recorded) return last.event;
  const event = householdEvent.parse({ ...recorded.data, type: recorded.type });
  last = { recorded, event };
  return event;
}

/** Municipalities on whose lists an event may change something, as far as it tells. */
function municipalitiesOf(event: HouseholdEvent): readonly (MunicipalityCode | null)[] {
  switch (event.type) {
    case 'KoppelingMoved':
      return [event.from, event.to];
    case 'CoaKoppelingStated':
      return [event.ours, event.municipality];
    case 'HouseholdPlaced':
      return [event.municipality, event.counted.municipality];
    case 'PlacementCorrected':
      return [event.municipality, event.was.municipality, event.becomes?.municipality ?? null];
    case 'MinorsMoved':
      return [event.debited.municipality, event.credited.municipality];
    case 'HouseholdMovedHome':
      return [event.stay.municipality];
    case 'StayEnded':
    case 'HouseholdForgotten':
      return [];
    default:
      return [event.municipality];
  }
}

/** Every household with its koppelingen, what it counts for, where it lives, and what was written about it. */
export const householdsProjection: Projection = {
  name: HOUSEHOLDS,
  version: 4,
  tables: HOUSEHOLD_TABLES,
  project: (recorded) => (TYPES.has(recorded.type) ? householdChanges(recorded, read(recorded)) : []),
  touches(recorded) {
    if (!TYPES.has(recorded.type)) return [];
    const event = read(recorded);
    const municipalities = municipalitiesOf(event).filter((code) => code !== null);
    return [...new Set([...municipalities, `household/${event.household}`])];
  },
};
