import { instantOrThrow } from '#libs/kernel';
import fc from 'fast-check';
import { holdAt } from '../domain/household.js';
import { HouseholdTerms } from './household-terms.js';
import { HouseholdsReader } from './households.reader.js';
import { openDesk, type Desk } from './testing/desk.js';
import { lives } from './testing/lives.js';

describe('households read from Postgres', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('2023-06-01T10:00:00Z');
  });
  afterEach(() => desk.close());

  it('read as their decider has them, whatever they lived through', async () => {
    const reader = desk.app.get(HouseholdsReader);
    const terms = await desk.app.get(HouseholdTerms).all();
    for (const [i, life] of fc.sample(lives, { numRuns: 20, seed: 2023 }).entries()) {
      // Each life in households of its own.
      const named = <T extends { household: string }>(event: T): T => ({
        ...event,
        household: `${event.household}/${i}`,
      });
      await desk.tell(...life.events.map(named));
      const now = instantOrThrow(`${life.end}T12:00:00Z`);
      for (const [household, state] of life.states) {
        const found = await reader.one(`${household}/${i}`, terms, life.end);
        if (state.status === 'unknown') {
          expect(found).toBeNull();
          continue;
        }
        const { row, history } = found ?? { row: null, history: null };
        expect(row).toMatchObject({
          municipality: state.municipality,
          status: state.status,
          persons: state.persons,
          toHouse: state.toHouse,
          forgotten: state.forgotten,
          profile: state.profile,
          stay: state.stay?.id ?? null,
          stayMovedOn: state.stay?.movedOn ?? null,
          coaMunicipality: state.stated?.municipality ?? null,
        });
        const isPast = typeof row?.holdUntil === 'string' && row.holdUntil <= now;
        expect(isPast ? null : row?.holdExchange).toBe(holdAt(state, now)?.exchange ?? null);
        const counted = (rows: readonly { persons: number }[] = []) =>
          rows.reduce((sum, { persons }) => sum + persons, 0);
        // A household that is coupled anew keeps what it counted for before.
        if (history?.koppelingen.filter(({ from }) => from === null).length === 1) {
          expect(counted(history.counted)).toBe(counted(state.counted));
        }
      }
    }
  });

  it('read the same after a rebuild', async () => {
    for (const { events } of fc.sample(lives, { numRuns: 3, seed: 5 })) await desk.tell(...events);
    expect(await desk.host.rebuild('households')).toMatchObject({ equal: true });
  });
});
