import type { RecordedEvent } from '#libs/event-store';
import { instantOrThrow, localDate, type JsonObject } from '#libs/kernel';
import type { Row } from '#libs/projections';
import fc from 'fast-check';
import { dwellingDecider } from '../domain/dwelling.decider.js';
import { dwellingStream, type DwellingEvent } from '../domain/dwelling.events.js';
import type { Dwelling, DwellingHold } from '../domain/dwelling.js';
import { histories } from '../domain/testing/histories.js';
import { daysVacant, type DwellingRow } from './dwelling-row.js';
import { dwellingsProjection } from './dwellings.projection.js';

function recorded(event: DwellingEvent, version: number): RecordedEvent {
  const { type, ...data } = event;
  return {
    id: `e${version}`,
    type,
    data: data as unknown as JsonObject,
    stream: dwellingStream('d'),
    version,
    position: version,
    effectiveOn: null,
    recordedAt: instantOrThrow('2024-05-01T10:00:00Z'),
  } as unknown as RecordedEvent;
}

/** The one row after these events, as the runner puts it together. */
function rowAfter(events: readonly DwellingEvent[]): Row {
  return events
    .flatMap((event, i) => dwellingsProjection.project(recorded(event, i + 1)))
    .reduce<Row>((row, change) => (change.kind === 'put' ? { ...row, ...change.row } : row), {});
}

const holdIn = (row: Row) =>
  row['hold_kind'] === null || row['hold_kind'] === undefined
    ? null
    : {
        kind: row['hold_kind'],
        exchange: row['hold_exchange'],
        household: row['hold_household'],
        until: row['hold_until_day'] ?? row['hold_until'],
      };

const holdOf = (hold: DwellingHold | null) =>
  hold === null
    ? null
    : {
        kind: hold.kind,
        exchange: hold.kind === 'own' ? null : hold.exchange,
        household: hold.household,
        until: 'until' in hold ? hold.until : null,
      };

function expectSame(row: Row, state: Dwelling): void {
  if (state.status === 'unknown') return expect(row).toEqual({});
  expect(row).toMatchObject({ municipality: state.offer.municipality, max_persons: state.offer.maxPersons });
  expect(row['withdrawn_on'] !== null).toBe(state.status === 'withdrawn');
  expect(row['occupant'] ?? null).toBe(state.status === 'occupied' ? state.occupant.household : null);
  expect(row['persons'] ?? null).toBe(state.status === 'occupied' ? state.occupant.persons : null);
  if (state.status === 'vacated') expect(row['is_empty']).toBe(true);
  if (state.status === 'offered') expect(row['is_empty']).toBe(false);
  expect(row['vacated_on'] ?? null).toBe(state.freeSince);
  expect(holdIn(row)).toEqual(holdOf(state.status === 'offered' ? state.hold : null));
}

describe('the read model of dwellings', () => {
  it('holds of each dwelling what its decider knows, after any history', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let state: Dwelling = dwellingDecider.initial;
        const events: DwellingEvent[] = [];
        for (const { command } of history) {
          const decision = dwellingDecider.decide(command, state);
          if (!decision.ok) continue;
          events.push(...decision.value);
          state = decision.value.reduce(dwellingDecider.evolve, state);
        }
        expectSame(rowAfter(events), state);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('the days that a dwelling is vacant', () => {
  const row = (said: Partial<DwellingRow>): DwellingRow =>
    ({ state: 'offered', from: localDate('2024-05-01'), until: null, vacatedOn: null, ...said }) as DwellingRow;
  const on = (said: Partial<DwellingRow>, asOf = '2024-05-31') => daysVacant(row(said), localDate(asOf));

  it('run from the first day of the offer up to the reference date', () => {
    expect([on({}, '2024-04-30'), on({}, '2024-05-01'), on({}, '2024-05-02'), on({})]).toEqual([0, 0, 1, 30]);
    expect(on({ until: localDate('2024-05-11') })).toBe(10);
  });

  it('end with the move or the withdrawal', () => {
    expect(on({ state: 'occupied', occupiedOn: localDate('2024-05-08') })).toBe(7);
    expect(on({ state: 'withdrawn', withdrawnOn: localDate('2024-05-21') })).toBe(20);
    expect(on({ state: 'withdrawn', withdrawnOn: localDate('2024-04-21') })).toBe(0);
  });

  it('begin anew when it is left', () => {
    expect(on({ state: 'vacated', vacatedOn: localDate('2024-05-29') })).toBe(2);
    expect(on({ state: 'offered', vacatedOn: localDate('2024-04-29') })).toBe(30);
  });
});
