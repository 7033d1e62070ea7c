import type { RecordedEvent } from '#libs/event-store';
import { startOfDay, type Instant } from '#libs/kernel';
import type { Row } from '#libs/projections';
import fc from 'fast-check';
import { householdEvent } from '../domain/household.events.js';
import { countedIn, coupledSince, holdAt, housedOn, type KnownHousehold } from '../domain/household.js';
import { householdsProjection } from './households.projection.js';
import { lives } from './testing/lives.js';
import { tablesOf, type Tables } from './testing/tables-in-memory.js';
import { about, logOf } from './testing/told.js';

const rowsOf = (tables: Tables): string =>
  JSON.stringify([...tables].map(([name, rows]) => [name, [...rows].sort(([a], [b]) => (a < b ? -1 : 1))]));

/** The same events as another reader may get them: mixed otherwise, each stream in its own order. */
function mixed(log: readonly RecordedEvent[], picks: readonly number[]): readonly RecordedEvent[] {
  const waiting = [...new Set(log.map(({ stream }) => stream))].map((stream) => log.filter((e) => e.stream === stream));
  const delivered: RecordedEvent[] = [];
  for (let i = 0; waiting.length > 0; i++) {
    const at = (picks[i % picks.length] ?? 0) % waiting.length;
    const next = waiting[at]?.shift();
    if (next !== undefined) delivered.push(next);
    if (waiting[at]?.length === 0) waiting.splice(at, 1);
  }
  return delivered;
}

/** The row of a household, and the stay in which it lives, under the names of its decider. */
function shown(tables: Tables, household: string, now: Instant): Readonly<Record<string, unknown>> {
  const row = tables.get('household')?.get(JSON.stringify([household])) ?? {};
  const here = (table: string): readonly Row[] =>
    [...(tables.get(table)?.values() ?? [])].filter((each) => each['household'] === household);
  const since = (each: Row): number => Number(each['position'] ?? each['corrected_position']);
  const stay = here('stay')
    .filter((each) => each['municipality'] !== undefined)
    .sort((a, b) => since(b) - since(a))[0];
  const isVoid = stay?.['placement'] === true && here('voided').some((each) => Number(each['position']) > since(stay));
  const { hold_until: until } = row;
  const isHeld = typeof until !== 'string' || until > now;
  return {
    municipality: row['municipality'],
    kind: row['kind'],
    persons: row['persons'],
    toHouse: row['open_persons'],
    permitOn: row['permit_on'],
    firstCoupledOn: row['first_coupled_on'],
    coupledOn: row['coupled_on'],
    ended: [row['ended_on'], row['end_reason']],
    placed: row['placed'],
    housedOn: row['housed_on'],
    profile: row['profile'] ?? null,
    // A claim past its time is none.
    hold: ['exchange', 'kind', 'until', 'dwelling'].map((part) => (isHeld ? row[`hold_${part}`] : null)),
    coa: [row['coa_municipality'], row['coa_persons'], row['coa_on']],
    forgotten: row['forgotten'] ?? false,
    stay:
      stay === undefined || isVoid || stay['ended_on'] !== undefined
        ? null
        : [stay['stay'], stay['moved_on'], stay['kind']],
    counted: here('counted').reduce((sum, each) => sum + Number(each['persons']), 0),
  };
}

function standing(state: KnownHousehold, now: Instant): Readonly<Record<string, unknown>> {
  const { municipality, kind, persons, toHouse, permitOn, firstCoupledOn, ended, placement, counted } = state;
  const { stated, stay, profile, forgotten } = state;
  const hold = holdAt(state, now);
  return {
    ...{ municipality, kind, persons, toHouse, permitOn, firstCoupledOn, profile, forgotten },
    coupledOn: coupledSince(state),
    ended: [ended?.on ?? null, ended?.reason ?? null],
    placed: placement !== null,
    housedOn: placement === null ? null : housedOn(placement, counted),
    hold: [
      hold?.exchange ?? null,
      hold?.kind ?? null,
      hold?.kind === 'claim' ? hold.until : null,
      hold?.kind === 'assignment' ? hold.dwelling : null,
    ],
    coa: [stated?.municipality ?? null, stated?.persons ?? null, stated?.on ?? null],
    stay: stay === null ? null : [stay.id, stay.movedOn, stay.kind],
    counted: countedIn(state),
  };
}

describe('whatever households live through', () => {
  it('the rows are the same in any interleaving that keeps the order of each household', () => {
    fc.assert(
      fc.property(lives, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), ({ events }, picks) => {
        const log = logOf(events);
        const delivered = mixed(log, picks);
        expect(delivered).toHaveLength(log.length);
        expect(rowsOf(tablesOf(householdsProjection, delivered))).toBe(rowsOf(tablesOf(householdsProjection, log)));
      }),
      { numRuns: 40, seed: 344 },
    );
  });

  it('every field is what its decider says', () => {
    fc.assert(
      fc.property(lives, ({ events, states, end }) => {
        const now = startOfDay(end);
        const tables = tablesOf(householdsProjection, logOf(events));
        for (const [household, state] of states) {
          const row = tables.get('household')?.get(JSON.stringify([household]));
          if (state.status === 'unknown') expect(row).toBeUndefined();
          else expect(shown(tables, household, now)).toEqual(standing(state, now));
        }
      }),
      { numRuns: 80, seed: 345 },
    );
  });

  it('every kind of event of a household is taken in, and told to who watches the household', () => {
    const seen = new Set<string>();
    for (const { events } of fc.sample(lives, { numRuns: 80, seed: 7 })) {
      for (const recorded of logOf(events)) {
        seen.add(recorded.type);
        expect(householdsProjection.project(recorded).length).toBeGreaterThan(0);
        expect(householdsProjection.touches(recorded)).toContain(recorded.stream.replace('household-', 'household/'));
      }
    }
    const all = householdEvent.options.map((option) => option.shape.type.value);
    expect(all.filter((type) => !seen.has(type))).toEqual([]);
  });
});

describe('the read model of households', () => {
  const [received] = logOf([about('h-1').received({ permitOn: '2023-01-01' })]) as [RecordedEvent];

  it('lets events of others pass', () => {
    const other = { ...received, type: 'DwellingOffered' };
    expect([householdsProjection.project(other), householdsProjection.touches(other)]).toEqual([[], []]);
  });

  it('stops at an event that is not what its type says', () => {
    const broken = { ...received, data: { ...received.data, persons: 0 } };
    expect(() => householdsProjection.project(broken)).toThrow();
  });

  it('tells both municipalities of a recoupling', () => {
    const [moved] = logOf([about('h-1').moved('GM0342' as never, 'GM0355' as never, '2023-02-01')]) as [RecordedEvent];
    expect(householdsProjection.touches(moved)).toEqual(['GM0342', 'GM0355', 'household/h-1']);
  });
});
