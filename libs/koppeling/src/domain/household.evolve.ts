import { canonicalJson, unreachable } from '#libs/kernel';
import { statedIn } from './coa-difference.js';
import type { LocalDate } from '#libs/kernel';
import type { CountedPersons } from './household.events.js';
import type { CountedRow, Household, Koppeling, KnownHousehold } from './household.js';
import type { HouseholdFact, HouseholdFactOf } from './household-fact.js';
import { together, waitingChanges } from './waiting.js';

type Standing = Omit<KnownHousehold, 'status'>;

function withStatus(state: Standing): KnownHousehold {
  const { placement, toHouse, ended } = state;
  if (placement !== null) return { ...state, status: toHouse > 0 ? 'partly-placed' : 'placed' };
  return { ...state, status: ended === null ? 'coupled' : 'ended' };
}

/** The koppelingen of before, of which none holds any more from a day on. */
const closed = (koppelingen: readonly Koppeling[], on: LocalDate): readonly Koppeling[] =>
  koppelingen.map((each) => (each.until === null ? { ...each, until: on } : each));

function received(event: HouseholdFactOf<'KoppelingReceived'>, before: Household): KnownHousehold {
  const { household, municipality, persons, kind, permitOn, firstCoupledOn, coupledOn } = event;
  const known = before.status === 'unknown' ? null : before;
  return withStatus({
    household,
    kind,
    municipality,
    koppelingen: [
      ...closed(known?.koppelingen ?? [], coupledOn),
      { municipality, from: coupledOn, until: null, byCoa: event.split?.byCoa ?? municipality, afterHousing: false },
    ],
    permitOn,
    firstCoupledOn,
    received: { municipality, persons, permitOn, coupledOn },
    stated: null,
    resolved: null,
    persons,
    toHouse: persons,
    waiting: together(waitingChanges(event, before), []),
    everPersons: persons,
    counted: [],
    placement: null,
    livedSince: null,
    stay: known?.stay ?? null,
    hold: null,
    refusedOn: null,
    // What was written in an earlier koppeling is not the next municipality's to read.
    profile: null,
    ended: null,
    forgetting: null,
    forgotten: known?.forgotten ?? false,
  });
}

const isSame = (row: CountedRow, { municipality, on, persons, kind, oneOff }: CountedPersons): boolean => {
  const { knownAt: _, fromOpen: __, ...said } = row;
  return canonicalJson(said) === canonicalJson({ municipality, on, persons, kind, oneOff });
};

function corrected(state: KnownHousehold, event: HouseholdFactOf<'PlacementCorrected'>): KnownHousehold {
  const { was, becomes, stay, open, knownAt } = event;
  const at = state.counted.findIndex((row) => isSame(row, was));
  const row = becomes === null ? [] : [{ ...becomes, knownAt, fromOpen: event.fromOpen - open }];
  const livesThere = state.stay !== null && state.stay.id === state.placement?.id;
  return withStatus({
    ...state,
    counted: at === -1 ? state.counted : [...state.counted.slice(0, at), ...row, ...state.counted.slice(at + 1)],
    toHouse: state.toHouse + open,
    placement: stay,
    livedSince: stay === null ? null : state.livedSince,
    stay: livesThere ? stay : state.stay,
    ended: stay === null ? null : state.ended,
  });
}

/** Never throws: what does not fit the state leaves it as it is. */
export function evolve(state: Household, event: HouseholdFact): Household {
  const after = evolved(state, event);
  if (after.status === 'unknown' || event.type === 'KoppelingReceived') return after;
  const changes = waitingChanges(event, state);
  return changes.length === 0 ? after : { ...after, waiting: together(after.waiting, changes) };
}

function evolved(state: Household, event: HouseholdFact): Household {
  if (event.type === 'KoppelingReceived') return received(event, state);
  if (state.status === 'unknown') return state;
  switch (event.type) {
    case 'HouseholdProfileChanged':
      return { ...state, profile: event.profile };
    case 'HouseholdPersonsChanged': {
      const { persons, was, open, cause, counted, knownAt } = event;
      // Who left stays counted, and who was never there never was one of them.
      const more = cause === 'list-corrected' ? persons - was : Math.max(0, persons - was);
      return withStatus({
        ...state,
        persons,
        toHouse: state.toHouse + open,
        everPersons: state.everPersons + more,
        counted: counted === null ? state.counted : [...state.counted, { ...counted, knownAt, fromOpen: 0 }],
      });
    }
    case 'HouseholdSplit': {
      const gone = event.was - event.persons;
      return withStatus({
        ...state,
        persons: event.persons,
        toHouse: state.toHouse + event.open,
        everPersons: state.everPersons - gone,
      });
    }
    case 'KoppelingMoved':
      return {
        ...state,
        municipality: event.to,
        koppelingen: [
          ...closed(state.koppelingen, event.on),
          {
            municipality: event.to,
            from: event.on,
            until: null,
            byCoa: event.exchange === null ? event.to : (state.koppelingen.at(-1)?.byCoa ?? event.from),
            afterHousing: false,
          },
        ],
        forgetting: null,
        resolved: null,
        hold: state.hold !== null && state.hold.exchange === event.exchange ? state.hold : null,
      };
    case 'KoppelingEnded': {
      // Of a household that partly moved, those who did not are no longer part of it.
      const gone = state.persons - event.inHousehold;
      return withStatus({
        ...state,
        koppelingen: state.placement === null ? closed(state.koppelingen, event.on) : state.koppelingen,
        persons: event.inHousehold,
        everPersons: state.everPersons - gone,
        toHouse: 0,
        hold: null,
        refusedOn: null,
        ended: { reason: event.reason, on: event.on },
      });
    }
    case 'CoaKoppelingStated':
      return { ...state, stated: statedIn(event, state), resolved: null };
    case 'CoaDifferenceResolved': {
      const { resolution, ours: municipality, persons } = event;
      return { ...state, resolved: { resolution, ours: { municipality, persons } } };
    }
    case 'HouseholdPlaced': {
      const { stay, counted, open, knownAt } = event;
      return withStatus({
        ...state,
        stay,
        placement: stay,
        livedSince: state.stay?.movedOn ?? null,
        counted: [...state.counted, { ...counted, knownAt, fromOpen: open }],
        toHouse: state.toHouse - open,
        hold: null,
        refusedOn: null,
      });
    }
    case 'RestPlaced': {
      const { counted, open, knownAt } = event;
      return withStatus({
        ...state,
        counted: [...state.counted, { ...counted, knownAt, fromOpen: open }],
        toHouse: state.toHouse - open,
      });
    }
    case 'HouseholdMovedHome':
      return { ...state, stay: event.stay };
    case 'StayEnded':
      return state.stay?.id === event.stay ? { ...state, stay: null } : state;
    case 'PlacementCorrected':
      return corrected(state, event);
    case 'MinorsMoved': {
      const { stay, debited, credited, knownAt } = event;
      const { municipality, on } = credited;
      return {
        ...state,
        stay,
        municipality,
        koppelingen: [
          ...closed(state.koppelingen, on),
          { municipality, from: on, until: null, byCoa: municipality, afterHousing: true },
        ],
        forgetting: null,
        resolved: null,
        counted: [...state.counted, { ...debited, knownAt, fromOpen: 0 }, { ...credited, knownAt, fromOpen: 0 }],
      };
    }
    case 'DwellingRefused':
      return { ...state, refusedOn: event.on };
    case 'DwellingRefusalJudged':
      return { ...state, refusedOn: null };
    case 'HouseholdClaimed':
      return { ...state, hold: { kind: 'claim', exchange: event.exchange, until: event.until } };
    case 'HouseholdReserved':
      return { ...state, hold: { kind: 'reservation', exchange: event.exchange } };
    case 'HouseholdAssigned':
      return { ...state, hold: { kind: 'assignment', exchange: event.exchange, dwelling: event.dwelling } };
    case 'HouseholdReleased':
      return state.hold?.exchange === event.exchange ? { ...state, hold: null } : state;
    case 'HouseholdForgetRequested':
      return { ...state, forgetting: { requestedBy: event.requestedBy, approver: event.approver } };
    case 'HouseholdForgotten':
      return { ...state, profile: null, forgetting: null, forgotten: true };
    default:
      return unreachable(event);
  }
}
