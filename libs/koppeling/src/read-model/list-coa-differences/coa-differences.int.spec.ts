import { localDate, startOfDay } from '#libs/kernel';
import fc from 'fast-check';
import { differenceNow, oursOf } from '../../domain/coa-difference.js';
import { belongsOnList } from '../../domain/coa.decisions.js';
import { householdDecider } from '../../domain/household.decider.js';
import type { HouseholdEvent, HouseholdEventOf } from '../../domain/household.events.js';
import type { Household, KnownHousehold } from '../../domain/household.js';
import { COUPLED_HOUSEHOLDS, type CoupledHouseholds } from '../ports.js';
import { HouseholdResolver } from '../read-household/household.resolver.js';
import { codeOf, openDesk, who, type Desk } from '../testing/desk.js';
import { lives, type Lives } from '../testing/lives.js';
import { about, EDE, SOEST, UTRECHT, ZEIST } from '../testing/told.js';
import { CoaDifferencesResolver } from './coa-differences.resolver.js';

const soest = who('municipality', SOEST);
const zeist = who('municipality', ZEIST);
const h = about('h-1');

const ONE_LEFT: HouseholdEvent = {
  type: 'HouseholdSplit',
  household: 'h-1',
  municipality: SOEST,
  into: 'h-2',
  was: 4,
  persons: 3,
  open: -1,
  on: localDate('2023-05-09'),
  openKoppelingen: [],
  heldBy: null,
  knownAt: null,
};

describe('differences with COA', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk('2023-06-01T10:00:00Z');
  });
  afterEach(() => desk.close());
  const household = () => desk.app.get(HouseholdResolver).household(soest, { id: 'h-1' });

  const differences = async (identity = soest, municipality = SOEST, resolved = false) =>
    (await desk.app.get(CoaDifferencesResolver).coaDifferences(identity, { municipality, resolved })).edges.map(
      ({ node }) => node,
    );
  const resolvedOnes = (identity = soest, municipality = SOEST) => differences(identity, municipality, true);

  it('are where its last statement is not what we say now', async () => {
    await desk.tell(
      ...['c-1', 'c-2', 'c-3', 'c-4', 'c-5', 'c-6'].map((id) => about(id).received({ permitOn: '2023-03-01' })),
      about('c-1').statedByCoa(SOEST, '2023-05-01', 4),
      about('c-2').statedByCoa(ZEIST, '2023-05-01'),
      about('c-3').statedByCoa(SOEST, '2023-05-01', 5),
      about('c-4').statedByCoa(null, '2023-05-01'),
      about('c-5').ended('2023-04-01'),
      about('c-5').statedByCoa(SOEST, '2023-05-01'),
      about('c-6').placed(h.stayed('s-1', '2023-04-01')),
      about('c-6').statedByCoa(null, '2023-05-01'),
    );
    expect((await differences()).map(({ household: id, kind }) => [id, kind])).toEqual([
      ['c-2', 'other-municipality'],
      ['c-3', 'persons'],
      ['c-4', 'only-ours'],
      ['c-5', 'only-theirs'],
    ]);
    // They agree again: what was stated then was not about what is now.
    await desk.tell(about('c-2').moved(SOEST, ZEIST, '2023-05-02'), about('c-4').ended('2023-05-02'));
    expect((await differences()).map(({ household: id }) => id)).toEqual(['c-3', 'c-5']);
    expect(await differences(zeist, ZEIST)).toEqual([]);
  });

  it('show a municipality that COA names what COA says, and not what another has', async () => {
    await desk.tell(h.received({ permitOn: '2023-03-01' }), h.statedByCoa(ZEIST, '2023-05-01', 5));
    expect(await differences(zeist, ZEIST)).toMatchObject([
      { household: 'h-1', kind: 'other-municipality', ours: null, persons: null, theirs: ZEIST, theirPersons: 5 },
    ]);
    expect(await differences()).toMatchObject([{ ours: SOEST, persons: 4, theirs: ZEIST }]);
    expect(await differences(who('coa-liaison', null), ZEIST)).toMatchObject([{ ours: SOEST, persons: 4 }]);
    expect(await codeOf(differences(zeist, SOEST))).toBe('NOT_FOUND');
  });

  it('hold a household that only COA speaks of', async () => {
    await desk.tell(h.statedByCoa(SOEST, '2023-05-01', 3));
    expect(await differences()).toMatchObject([{ kind: 'only-theirs', ours: null, theirPersons: 3 }]);
    expect(await codeOf(household())).toBe('NOT_FOUND');
  });

  describe('once resolved', () => {
    const resolution = (more: Partial<HouseholdEventOf<'CoaDifferenceResolved'>> = {}): HouseholdEvent => ({
      type: 'CoaDifferenceResolved',
      household: 'h-1',
      municipality: SOEST,
      difference: 'other-municipality',
      ours: SOEST,
      persons: 4,
      theirs: ZEIST,
      theirPersons: null,
      statedOn: localDate('2023-05-01'),
      resolution: 'ours-is-right',
      note: null,
      ...more,
    });
    const stated = [h.received({ permitOn: '2023-03-01' }), h.statedByCoa(ZEIST, '2023-05-01')];

    it('are listed apart, with what came of them, who said so and when; the note to those whose it is', async () => {
      const note = (await desk.keyOf('h-1')).seal('note', 'gebeld');
      await desk.tell(...stated, resolution({ note }));
      expect(await differences()).toEqual([]);
      expect(await resolvedOnes()).toMatchObject([
        {
          kind: 'other-municipality',
          ours: SOEST,
          theirs: ZEIST,
          resolved: { resolution: 'ours-is-right', note: 'gebeld', by: 'spec', at: expect.any(String) as string },
        },
      ]);
      expect(await resolvedOnes(who('coa-liaison', null))).toMatchObject([{ resolved: { note: null, by: 'spec' } }]);
      // To the other municipality it is as open as it was: what came of it is told by the one whose household it is.
      expect(await resolvedOnes(zeist, ZEIST)).toEqual([]);
      expect(await differences(zeist, ZEIST)).toMatchObject([{ ours: null, resolved: null }]);
      await desk.tell(h.forgotten());
      await desk.keys.destroy('h-1');
      expect(await resolvedOnes()).toMatchObject([{ resolved: { note: null } }]);
    });

    it('are open again when COA says something new, or we do', async () => {
      await desk.tell(...stated, resolution(), h.statedByCoa(null, '2023-05-08'));
      expect(await differences()).toMatchObject([{ kind: 'only-ours', resolved: null }]);
      await desk.tell(resolution({ difference: 'only-ours', theirs: null }));
      expect(await differences()).toEqual([]);
      await desk.tell(ONE_LEFT);
      expect(await differences()).toMatchObject([{ kind: 'only-ours', persons: 3 }]);
    });

    it('as theirs being right show what ours was, as long as the two agree', async () => {
      const corrected = { resolution: 'theirs-is-right', difference: 'only-ours', theirs: null } as const;
      await desk.tell(stated[0] as HouseholdEvent, h.statedByCoa(null, '2023-05-01'), h.ended('2023-05-02'));
      await desk.tell(resolution(corrected));
      expect(await resolvedOnes()).toMatchObject([{ kind: 'only-ours', ours: SOEST, persons: 4, theirs: null }]);
      await desk.tell(h.statedByCoa(SOEST, '2023-05-09'));
      expect(await differences()).toMatchObject([{ kind: 'only-theirs' }]);
      expect(await resolvedOnes()).toEqual([]);
    });
  });

  it('and whom a whole list should hold, are what the decider makes of the same histories', async () => {
    const towns = [SOEST, ZEIST, UTRECHT, EDE];
    const operator = who('operator', null);
    const found = { open: 0, resolved: 0, waiting: 0 };
    for (const [run, lived] of fc.sample(lives, { numRuns: 8, seed: 9 }).entries()) {
      const { events, states, end } = resolving(lived);
      const apart = (id: string): string => `${id}-${String(run)}`;
      await desk.tell(...events.map((event) => ({ ...event, household: apart(event.household) })));
      for (const town of towns) {
        const known = [...states].flatMap(([id, state]) =>
          state.status === 'unknown' ? [] : [{ id: apart(id), state }],
        );
        const here = (state: KnownHousehold): boolean =>
          state.stated !== null && (state.municipality === town || state.stated.municipality === town);
        const ids = (which: (state: KnownHousehold) => boolean): string[] =>
          known.filter(({ state }) => which(state)).map(({ id }) => id);
        const ofRun = (rows: readonly { household: string }[]): string[] =>
          rows.map(({ household: id }) => id).filter((id) => id.endsWith(`-${String(run)}`));
        const open = ofRun(await differences(operator, town));
        const resolved = ofRun(await resolvedOnes(operator, town));
        expect(open).toEqual(ids((state) => here(state) && differenceNow(state) !== null && !isResolved(state)));
        expect(resolved).toEqual(ids((state) => here(state) && isResolved(state)));
        const listed = await desk.app.get<CoupledHouseholds>(COUPLED_HOUSEHOLDS).listedFor(town, end);
        const waiting = ofRun(listed.ok ? listed.value.map((id) => ({ household: id })) : []);
        const regular = ids((state) => state.kind !== 'nidos');
        expect(waiting.filter((id) => regular.includes(id))).toEqual(
          expect.arrayContaining(ids((state) => belongsOnList({ of: town, on: end }, state))),
        );
        found.open += open.length;
        found.resolved += resolved.length;
        found.waiting += waiting.length;
      }
    }
    expect(Math.min(...Object.values(found))).toBeGreaterThan(0);
  });
});

/** What was resolved holds while we say what we said, or, where COA was right, while the two agree. */
function isResolved(state: KnownHousehold): boolean {
  const { resolved } = state;
  if (resolved === null) return false;
  if (resolved.resolution === 'theirs-is-right') return differenceNow(state) === null;
  const ours = oursOf(state);
  const isSame = ours.municipality === resolved.ours.municipality && ours.persons === resolved.ours.persons;
  return isSame && differenceNow(state) !== null;
}

/** The same, with every second difference that is left resolved in the end. */
function resolving({ events, states, end }: Lives): Lives {
  const told = [...events];
  const after = [...states].map(([id, state], i): [string, Household] => {
    if (state.status === 'unknown' || i % 2 === 1) return [id, state];
    const resolution = differenceNow(state) === null ? 'theirs-is-right' : 'ours-is-right';
    const asked = {
      type: 'ResolveDifference',
      by: state.municipality,
      resolution,
      note: null,
      now: startOfDay(end),
    } as const;
    const decided = householdDecider.decide(asked, state);
    if (!decided.ok) return [id, state];
    told.push(...decided.value);
    return [id, decided.value.reduce(householdDecider.evolve, state as Household)];
  });
  return { events: told, states: new Map(after), end };
}
