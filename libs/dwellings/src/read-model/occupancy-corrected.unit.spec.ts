import { localDate, municipalityCodeSchema } from '#libs/kernel';
import type { RecordedEvent } from '#libs/event-store';
import { dwellingStream, type DwellingEvent } from '../domain/dwelling.events.js';
import { familyHome } from '../domain/testing/story.js';
import { daysVacant, type DwellingRow } from './dwelling-row.js';
import { dwellingsProjection } from './dwellings.projection.js';

const where = { dwelling: 'd-1', municipality: municipalityCodeSchema.parse('GM0355') };
const from = localDate('2024-05-01');
const told: readonly DwellingEvent[] = [
  { type: 'DwellingOffered', dwelling: 'd-1', offer: { ...familyHome, from }, source: 'proef' },
  { type: 'DwellingOccupied', ...where, household: 'h-1', persons: 4, on: localDate('2024-05-21'), broke: null },
  { type: 'OccupancyCorrected', ...where, household: 'h-1', was: localDate('2024-05-21'), on: localDate('2024-05-11') },
];

/** Days for which it could be had, as the row tells after these events. */
function vacancyAfter(events: readonly DwellingEvent[]): number {
  const changes = events.flatMap(({ type, ...data }, i) =>
    dwellingsProjection.project({
      type,
      data,
      stream: dwellingStream('d-1'),
      version: i + 1,
    } as unknown as RecordedEvent),
  );
  const row = Object.assign({}, ...changes.map((change) => (change.kind === 'put' ? change.row : {}))) as Record<
    string,
    string
  >;
  const known = { from, until: null, vacatedOn: null, state: 'occupied', occupiedOn: row['occupied_on'] };
  return daysVacant(known as unknown as DwellingRow, localDate('2024-06-30'));
}

describe('a dwelling of which another day of the move is told', () => {
  it('was empty up to that day', () => {
    expect([vacancyAfter(told.slice(0, 2)), vacancyAfter(told)]).toEqual([20, 10]);
  });
});
