import type { Sealed } from '#libs/secrets';
import type { HouseholdEvent } from '../domain/household.events.js';
import { historyHere, type HouseholdHistory } from './household-history.js';
import { householdsProjection } from './households.projection.js';
import { tablesOf } from './testing/tables-in-memory.js';
import { about, logOf, SOEST, UTRECHT, ZEIST } from './testing/told.js';

const h = about('h-1');
const toSoest = h.received({ permitOn: '2023-01-01' });
const back = (municipality: typeof SOEST) =>
  h.received({ permitOn: '2023-01-01', coupledOn: '2023-06-01', municipality });
/** Nobody opens it here. */
const sealed = `s1.${'n'.repeat(16)}.${'x'.repeat(32)}` as Sealed;

/** The positions of what is shown, of events that count up from 1. */
function shown(...events: readonly HouseholdEvent[]): readonly number[] {
  const tables = tablesOf(householdsProjection, logOf(events));
  const rows = (table: string) => [...(tables.get(table)?.values() ?? [])];
  const positions = (table: string) => rows(table).map((row) => ({ position: Number(row['position']) }));
  const koppelingen = rows('koppeling').map((row) => ({
    position: Number(row['position']),
    municipality: row['municipality'] ?? null,
    from: row['from_municipality'] ?? null,
  }));
  const history = historyHere({
    koppelingen: koppelingen as unknown as HouseholdHistory['koppelingen'],
    counted: positions('counted') as unknown as HouseholdHistory['counted'],
    stays: positions('stay'),
    refusals: positions('refusal') as unknown as HouseholdHistory['refusals'],
    notes: positions('note') as unknown as HouseholdHistory['notes'],
  });
  return Object.values(history).flatMap((some) => some.map(({ position }) => position));
}

describe('the history of a household that came back after its koppeling ended', () => {
  const before = [toSoest, h.refused('2023-02-01', sealed), h.ended('2023-03-01')] as const;
  const stay = h.stayed('s-1', '2023-07-01');

  it('is whole for the municipality that had it', () => {
    expect(new Set(shown(...before, back(SOEST)))).toEqual(new Set([1, 2, 3, 4]));
  });

  it('begins with its own koppeling for another', () => {
    expect(new Set(shown(...before, back(ZEIST)))).toEqual(new Set([4]));
    const housed = h.placed(stay, 4, { municipality: ZEIST, note: sealed });
    expect(new Set(shown(...before, back(ZEIST), housed))).toEqual(new Set([4, 5]));
  });

  it('goes along where the koppeling moves', () => {
    expect(new Set(shown(toSoest, h.refused('2023-02-01', sealed), h.moved(SOEST, UTRECHT, '2023-03-01')))).toEqual(
      new Set([1, 2, 3]),
    );
  });
});

describe('the profile of a household that came back', () => {
  const profileAfter = (...events: readonly HouseholdEvent[]) =>
    [...(tablesOf(householdsProjection, logOf(events)).get('household')?.values() ?? [])][0]?.['profile'];

  it('is not shown to the next municipality, and goes along where the koppeling moves', () => {
    expect(profileAfter(toSoest, h.profiled(sealed), h.ended('2023-03-01'), back(ZEIST))).toBeNull();
    expect(profileAfter(toSoest, h.profiled(sealed), h.moved(SOEST, ZEIST, '2023-03-01'))).toBe(sealed);
  });
});
