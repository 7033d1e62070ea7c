import { unreachable } from '#libs/kernel';
import type { Dwelling, DwellingHold } from './dwelling.js';
import type { DwellingEvent } from './dwelling.events.js';

const held = (state: Dwelling, hold: DwellingHold | null): Dwelling =>
  state.status === 'offered' ? { ...state, hold } : state;

/** What an event makes of a dwelling. Never throws: a log that was checked on reading may still tell what decisions do not. */
export function evolveDwelling(state: Dwelling, event: DwellingEvent): Dwelling {
  if (event.type === 'DwellingOffered') {
    const { dwelling, offer } = event;
    return {
      status: 'offered',
      dwelling,
      offer,
      freeSince: state.status === 'unknown' ? null : state.freeSince,
      listed: offer,
      hold: null,
    };
  }
  if (state.status === 'unknown') return state;
  const { dwelling, offer, freeSince, listed } = state;
  switch (event.type) {
    case 'DwellingChanged': {
      const said = { offer: event.offer, listed: event.source === null ? listed : event.offer };
      return state.status === 'vacated'
        ? { status: 'offered', dwelling, freeSince, hold: null, ...said }
        : { ...state, ...said };
    }
    case 'DwellingReserved':
      return held(state, { kind: 'own', household: event.household, until: event.until });
    case 'DwellingClaimed': {
      const { exchange, household, until } = event;
      return held(state, { kind: 'claim', exchange, household, until });
    }
    case 'DwellingHeld':
      return held(state, { kind: 'reservation', exchange: event.exchange, household: event.household });
    case 'DwellingAssigned':
      return held(state, { kind: 'assignment', exchange: event.exchange, household: event.household });
    case 'DwellingReleased':
      return held(state, null);
    case 'DwellingOccupied': {
      const { household, persons, on: since } = event;
      return { status: 'occupied', dwelling, offer, freeSince, listed, occupant: { household, persons, since } };
    }
    case 'OccupantsChanged':
      return state.status === 'occupied'
        ? { ...state, occupant: { ...state.occupant, persons: event.persons } }
        : state;
    case 'OccupancyCorrected':
      return state.status === 'occupied' ? { ...state, occupant: { ...state.occupant, since: event.on } } : state;
    case 'DwellingVacated':
      return { status: 'vacated', dwelling, offer, listed, freeSince: event.undone ? freeSince : event.on };
    case 'DwellingWithdrawn':
      return { status: 'withdrawn', dwelling, offer, freeSince, listed };
    default:
      return unreachable(event);
  }
}
