import type { Change, Projection, Row } from '#libs/projections';
import { unreachable } from '#libs/kernel';
import { dwellingEvent, type DwellingEvent, type DwellingOffer } from '../domain/dwelling.events.js';

/** Name of the read model of dwellings. */
export const DWELLINGS = 'dwellings';

const TYPES: ReadonlySet<string> = new Set(dwellingEvent.options.map(({ shape }) => shape.type.value));

const offerRow = (offer: DwellingOffer): Row => ({
  municipality: offer.municipality,
  key: offer.key,
  kind: offer.kind,
  bedrooms: offer.bedrooms,
  min_persons: offer.minPersons,
  max_persons: offer.maxPersons,
  access: offer.access,
  rent: offer.rent,
  offer_from: offer.from,
  offer_until: offer.until,
  conditions: JSON.stringify(offer.conditions),
  corporation: offer.corporation,
});

const NO_HOLD: Row = {
  hold_kind: null,
  hold_exchange: null,
  hold_household: null,
  hold_until_day: null,
  hold_until: null,
};

const NOBODY: Row = { occupant: null, persons: null, occupied_on: null };

/** What an event says of the one row of its dwelling; what it does not name stays as it was. */
function rowOf(event: DwellingEvent): Row {
  switch (event.type) {
    case 'DwellingOffered':
      return { ...offerRow(event.offer), ...NO_HOLD, is_empty: false, withdrawn_on: null, withdrawn_reason: null };
    case 'DwellingChanged':
      return { ...offerRow(event.offer), is_empty: false };
    case 'DwellingReserved':
      return { ...NO_HOLD, hold_kind: 'own', hold_household: event.household, hold_until_day: event.until };
    case 'DwellingClaimed': {
      const { exchange, household, until } = event;
      return { ...NO_HOLD, hold_kind: 'claim', hold_exchange: exchange, hold_household: household, hold_until: until };
    }
    case 'DwellingHeld':
      return { ...NO_HOLD, hold_kind: 'reservation', hold_exchange: event.exchange, hold_household: event.household };
    case 'DwellingAssigned':
      return { ...NO_HOLD, hold_kind: 'assignment', hold_exchange: event.exchange, hold_household: event.household };
    case 'DwellingReleased':
      return NO_HOLD;
    case 'DwellingOccupied':
      return { ...NO_HOLD, occupant: event.household, persons: event.persons, occupied_on: event.on };
    case 'OccupantsChanged':
      return { persons: event.persons };
    case 'OccupancyCorrected':
      return { occupied_on: event.on };
    case 'DwellingVacated':
      // Where nobody ever lived there, it is as empty as it was before.
      return { ...NOBODY, is_empty: true, ...(event.undone ? {} : { vacated_on: event.on }) };
    case 'DwellingWithdrawn':
      return { ...NO_HOLD, withdrawn_on: event.on, withdrawn_reason: event.reason };
    default:
      return unreachable(event);
  }
}

/** Every dwelling as it is, one row for each, written by the events of its own stream only. */
export const dwellingsProjection: Projection = {
  name: DWELLINGS,
  version: 2,
  tables: [
    {
      name: 'dwelling',
      columns: {
        dwelling: 'text not null',
        municipality: 'text',
        key: 'text',
        kind: 'text',
        bedrooms: 'smallint',
        min_persons: 'smallint',
        max_persons: 'smallint',
        access: 'text',
        rent: 'integer',
        offer_from: 'date',
        offer_until: 'date',
        conditions: 'text',
        corporation: 'text',
        /** Left by who lived there, and not offered again since. */
        is_empty: 'boolean',
        hold_kind: 'text',
        hold_exchange: 'text',
        hold_household: 'text',
        hold_until_day: 'date',
        hold_until: 'timestamptz',
        occupant: 'text',
        persons: 'smallint',
        occupied_on: 'date',
        vacated_on: 'date',
        withdrawn_on: 'date',
        withdrawn_reason: 'text',
        version: 'integer',
      },
      primaryKey: ['dwelling'],
      indexes: [['municipality', 'offer_from', 'dwelling']],
    },
  ],

  project(event) {
    if (!TYPES.has(event.type)) return [];
    const said = dwellingEvent.parse({ ...event.data, type: event.type });
    const change: Change = {
      kind: 'put',
      table: 'dwelling',
      key: { dwelling: said.dwelling },
      row: { ...rowOf(said), version: event.version },
    };
    return [change];
  },

  touches(event) {
    if (!TYPES.has(event.type)) return [];
    const said = dwellingEvent.parse({ ...event.data, type: event.type });
    return ['offer' in said ? said.offer.municipality : said.municipality, `dwelling/${said.dwelling}`];
  },
};
