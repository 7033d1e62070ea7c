import { dwellingEvent, dwellingStream, type DwellingEvent } from '#libs/dwellings';
import type { EventStore } from '#libs/event-store';
import type { MunicipalityCode } from '#libs/kernel';
import type { HouseholdEvent } from '../../domain/household.events.js';
import type { RecordedFact } from './subject-access.query.js';

/** The dwellings that a household tells of itself: those it lived in, and those it was given. */
export function dwellingsOf(event: HouseholdEvent): readonly string[] {
  const lived = 'stay' in event && event.stay !== null && typeof event.stay === 'object' ? [event.stay.dwelling] : [];
  const given = event.type === 'HouseholdAssigned' ? [event.dwelling] : [];
  return [...lived, ...given].filter((id) => id !== null);
}

/** The exchanges that held a household once: without that, none is about it. */
export const exchangeOf = (event: HouseholdEvent): readonly string[] =>
  event.type === 'HouseholdClaimed' ? [event.exchange] : [];

/** Null: it is not about the household, but about the dwelling or others in it. */
function describe(event: DwellingEvent, household: string, nameOf: (code: MunicipalityCode) => string): string | null {
  if (!('household' in event) || event.household !== household) return null;
  const where = `woning ${event.dwelling} in ${nameOf(event.municipality)}`;
  switch (event.type) {
    case 'DwellingReserved':
      return `De gemeente hield ${where} voor het huishouden vast, tot ${event.until}.`;
    case 'DwellingClaimed':
      return `Voor uitwisseling ${event.exchange} werd ${where} voorgesteld.`;
    case 'DwellingHeld':
      return `Voor uitwisseling ${event.exchange} werd ${where} gereserveerd.`;
    case 'DwellingAssigned':
      return `Door uitwisseling ${event.exchange} werd ${where} toegewezen.`;
    case 'DwellingOccupied':
    case 'OccupantsChanged':
      return `Woont sinds ${event.on} met ${event.persons} in ${where}.`;
    case 'OccupancyCorrected':
      return `De dag van de verhuizing naar ${where} was ${event.on}, niet ${event.was}.`;
    case 'DwellingVacated':
      return event.undone ? `Woonde toch niet in ${where}.` : `Woont sinds ${event.on} niet meer in ${where}.`;
  }
}

/** What these dwellings hold about a household, and nothing about who lived there before or after it. */
export async function livedIn(
  store: EventStore,
  household: string,
  dwellings: readonly string[],
  nameOf: (code: MunicipalityCode) => string,
): Promise<readonly RecordedFact[]> {
  if (dwellings.length === 0) return [];
  const log = await store.readStreams(dwellings.map(dwellingStream));
  return log.flatMap((recorded): readonly RecordedFact[] => {
    const { position, recordedAt, effectiveOn, type } = recorded;
    const description = describe(dwellingEvent.parse({ ...recorded.data, type }), household, nameOf);
    if (description === null) return [];
    return [{ held: 'dwelling', position, recordedAt, on: effectiveOn, event: type, description, texts: [] }];
  });
}
