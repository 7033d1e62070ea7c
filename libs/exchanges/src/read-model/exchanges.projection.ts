import type { RecordedEvent } from '#libs/event-store';
import type { MunicipalityCode } from '#libs/kernel';
import type { HouseholdEvent } from '#libs/koppeling';
import type { Projection } from '#libs/projections';
import { partiesOf } from '../domain/exchange.js';
import { exchangeEvent, type ExchangeEvent } from '../domain/exchange.events.js';
import { exchangeChanges } from './exchange-changes.js';
import { EXCHANGE_TABLES } from './exchanges.tables.js';

/** Name of the read model of exchanges. */
export const EXCHANGES = 'exchanges';

const TYPES: ReadonlySet<string> = new Set(exchangeEvent.options.map((option) => option.shape.type.value));

/** After which a household is shown otherwise in its exchanges, though nothing happened to these: its needs and notes are read as it is now. */
const OF_HOUSEHOLDS: ReadonlySet<string> = new Set<HouseholdEvent['type']>([
  'KoppelingReceived',
  'HouseholdProfileChanged',
  'KoppelingMoved',
  'MinorsMoved',
  'HouseholdForgotten',
]);

/** A runner asks of each event first what it changes, then what it touches: events never change, so it is read once. */
let last: { readonly recorded: RecordedEvent; readonly event: ExchangeEvent } | null = null;

/** @throws ZodError on an event that is not what its type says: a list built on it would be wrong unseen. */
function read(recorded: RecordedEvent): ExchangeEvent {
  if (last?.recorded === recorded) return last.event;
  const event = exchangeEvent.parse({ ...recorded.data, type: recorded.type });
  last = { recorded, event };
  return event;
}

/** Municipalities that take part, as far as the event tells. */
function municipalitiesIn(event: ExchangeEvent): readonly MunicipalityCode[] {
  if ('municipalities' in event) return event.municipalities;
  if ('municipality' in event) return [event.municipality];
  switch (event.type) {
    case 'ExchangeProposed':
    case 'ExchangeSettled':
      return partiesOf(event.legs);
    case 'LegRepaired':
      return [event.from, event.to];
    default:
      return [];
  }
}

/** The key that every change of an exchange touches. */
export const touchedExchange = (exchange: string): string => `exchange/${exchange}`;

/**
 * Every exchange with its legs, answers and moments, and the exchange balance.
 *
 * `touches`: `exchange/<id>`, always, and the municipalities that the event names: all that take part when an exchange begins,
 * reserves, ends, is settled or completed. Between these, whoever shows an exchange watches it by its id, and its households by
 * the name of their stream.
 */
export const exchangesProjection: Projection = {
  name: EXCHANGES,
  version: 2,
  tables: EXCHANGE_TABLES,
  project: (recorded) => (TYPES.has(recorded.type) ? exchangeChanges(recorded, read(recorded)) : []),
  touches(recorded) {
    if (OF_HOUSEHOLDS.has(recorded.type)) return [recorded.stream];
    if (!TYPES.has(recorded.type)) return [];
    const event = read(recorded);
    return [...new Set([...municipalitiesIn(event), touchedExchange(event.exchange)])];
  },
};
