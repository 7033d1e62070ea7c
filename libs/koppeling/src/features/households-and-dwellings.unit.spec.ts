import { ChangePersons } from './change-persons/change-persons.command.js';
import { CompletePlacement } from './complete-placement/complete-placement.command.js';
import { CorrectPlacement } from './correct-placement/correct-placement.command.js';
import { EndStay } from './end-stay/end-stay.command.js';
import { MergeHouseholds } from './merge-households/merge-households.command.js';
import { MoveHome } from './move-home/move-home.command.js';
import { SplitHousehold } from './split-household/split-household.command.js';
import { openDesk, soest, SOEST, ZEIST, type Desk } from './testing/desk.js';
import { moved, received } from './testing/soest-household.js';

const owned = { household: 'h-001', municipality: SOEST };
const grown = (persons: number, commandId = 'grow') =>
  new ChangePersons(soest, commandId, { ...owned, persons, cause: 'nareis', on: '2023-10-01' });

describe('households and the dwellings that they live in', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.offer('d-1', SOEST, 5);
    await desk.offer('d-2', SOEST, 9);
    await desk.run(received());
  });
  afterEach(() => desk.close());
  const last = async (n: number) => {
    const events = (await desk.events()).slice(-n);
    expect(new Set(events.map(({ meta }) => meta.commit)).size).toBe(1);
    return events.map(({ type }) => type);
  };

  it('go together when a placement is reversed', async () => {
    await desk.run(moved({ dwelling: 'd-1' }));
    const reverse = new CorrectPlacement(soest, 'r', { ...owned, becomes: null, reason: 'did-not-happen' });
    expect(await desk.refusals(reverse)).toEqual([]);
    expect(await last(2)).toEqual(['PlacementCorrected', 'DwellingVacated']);
    expect((await desk.events()).at(-1)?.data).toMatchObject({ undone: true });
    expect(await desk.household('h-001')).toMatchObject({ status: 'coupled', toHouse: 4, stay: null });
  });

  it('are told of another day of the move in one commit, and no day on which the dwelling was not there', async () => {
    await desk.run(moved({ dwelling: 'd-1', movedOn: '2023-09-01' }));
    const movedOn = (day: string, commandId: string) =>
      new CorrectPlacement(soest, commandId, {
        ...owned,
        becomes: { movedOn: day, persons: 4, kind: 'regular' },
        reason: 'wrong-date',
      });
    for (const day of ['2023-09-20', '2023-08-15']) {
      expect(await desk.refusals(movedOn(day, day))).toEqual([]);
      expect(await last(2)).toEqual(['PlacementCorrected', 'OccupancyCorrected']);
      expect(await desk.dwelling('d-1')).toMatchObject({ occupant: { since: day, persons: 4 } });
    }
    // Who leaves on a day between what was told first and what it became, was told of in vain once.
    await desk.run(new EndStay(soest, 'e', { ...owned, on: '2023-08-20', reason: 'left' }));
    expect(await desk.dwelling('d-1')).toMatchObject({ status: 'vacated', freeSince: '2023-08-20' });
    await desk.run(received({ household: 'h-002', permitOn: '2022-10-01', coupledOn: '2022-10-14' }));
    await desk.run(moved({ household: 'h-002', dwelling: 'd-2', movedOn: '2023-01-20' }, 'second'));
    const tooEarly = new CorrectPlacement(soest, 'early', {
      household: 'h-002',
      municipality: SOEST,
      becomes: { movedOn: '2022-12-20', persons: 4, kind: 'regular' },
      reason: 'wrong-date',
    });
    const before = await desk.events();
    expect(await desk.refusals(tooEarly)).toEqual(['NOT_YET_AVAILABLE input.becomes.movedOn']);
    expect(await desk.events()).toEqual(before);
  });

  it('go together when it moves on, and when it leaves', async () => {
    await desk.run(moved({ dwelling: 'd-1', kind: 'har' }));
    const next = new MoveHome(soest, 'm', { ...owned, kind: 'regular', movedOn: '2023-10-01', dwelling: 'd-2' });
    expect(await desk.refusals(next)).toEqual([]);
    expect((await last(3)).sort()).toEqual(['DwellingOccupied', 'DwellingVacated', 'HouseholdMovedHome']);
    expect(await desk.dwelling('d-1')).toMatchObject({ status: 'vacated' });
    expect(await desk.dwelling('d-2')).toMatchObject({ occupant: { household: 'h-001', persons: 4 } });
    expect(await desk.refusals(new EndStay(soest, 'e', { ...owned, on: '2023-10-20', reason: 'left' }))).toEqual([]);
    expect(await last(2)).toEqual(['StayEnded', 'DwellingVacated']);
  });

  it('never are more people than the dwelling may hold, whoever comes', async () => {
    await desk.run(moved({ dwelling: 'd-1' }));
    expect(await desk.refusals(grown(5))).toEqual([]);
    expect(await last(2)).toEqual(['HouseholdPersonsChanged', 'OccupantsChanged']);
    const outcome = await desk.run(grown(6, 'grow more'));
    expect(outcome).toMatchObject({
      ok: false,
      refusals: [{ code: 'DWELLING_TOO_SMALL', message: expect.stringContaining('eerst verhuizen') as string }],
    });
    expect(await desk.household('h-001')).toMatchObject({ persons: 5 });
  });

  it('are counted in the dwelling as far as they moved', async () => {
    await desk.run(moved({ dwelling: 'd-1', persons: 3 }));
    expect(await desk.dwelling('d-1')).toMatchObject({ occupant: { persons: 3 } });
    await desk.run(new CompletePlacement(soest, 'rest', { ...owned, on: '2023-10-01' }));
    expect(await last(2)).toEqual(['RestPlaced', 'OccupantsChanged']);
    expect(await desk.dwelling('d-1')).toMatchObject({ occupant: { persons: 4 } });
  });

  it('take each their own: one dwelling, one household', async () => {
    await desk.run(received({ household: 'h-002' }));
    await desk.run(moved({ dwelling: 'd-1' }));
    expect(await desk.refusals(moved({ household: 'h-002', dwelling: 'd-1' }, 'second'))).toEqual([
      'NOT_ON_OFFER input.dwelling',
    ]);
  });

  it('race for one dwelling, and one of them gets it', async () => {
    const many = Array.from({ length: 20 }, (_, i) => `h-1${String(i)}`);
    for (const household of many) await desk.run(received({ household }));
    const outcomes = await Promise.all(
      many.map((household) => desk.run(moved({ household, dwelling: 'd-1' }, `race ${household}`))),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap((each) => (each.ok ? [] : each.refusals.map(({ code }) => code))))).toEqual(
      new Set(['NOT_ON_OFFER']),
    );
  });

  it('split and merge in one commit, with nobody lost', async () => {
    const split = new SplitHousehold(soest, 's', { ...owned, into: 'h-002', persons: 1, on: '2023-07-01' });
    expect(await desk.refusals(split)).toEqual([]);
    expect(await last(2)).toEqual(['HouseholdSplit', 'KoppelingReceived']);
    expect(await desk.household('h-002')).toMatchObject({
      persons: 1,
      permitOn: '2023-06-01',
      firstCoupledOn: '2023-06-14',
      koppelingen: [{ municipality: SOEST, from: '2023-06-14' }],
    });
    expect(await desk.run(split)).toMatchObject({ ok: true, value: { repeated: true } });
    const merge = new MergeHouseholds(soest, 'm', { ...owned, into: 'h-002', on: '2023-08-01' });
    expect(await desk.refusals(merge)).toEqual([]);
    expect(await last(2)).toEqual(['KoppelingEnded', 'HouseholdPersonsChanged']);
    expect(await desk.household('h-001')).toMatchObject({ status: 'ended', toHouse: 0 });
    expect(await desk.household('h-002')).toMatchObject({ persons: 4, toHouse: 4 });
  });

  it('do not merge over the border of a municipality, nor split into one that is known', async () => {
    await desk.run(received({ household: 'h-003', municipality: 'Zeist' }));
    const before = await desk.events();
    const merge = new MergeHouseholds(soest, 'm', { ...owned, into: 'h-003', on: '2023-08-01' });
    expect(await desk.refusals(merge)).toEqual(['HOUSEHOLD_UNKNOWN input.into']);
    const split = new SplitHousehold(soest, 's', { ...owned, into: 'h-003', persons: 1, on: '2023-07-01' });
    expect(await desk.refusals(split)).toEqual(['HOUSEHOLD_KNOWN input.into']);
    expect(await desk.events()).toEqual(before);
    expect(await desk.household('h-003')).toMatchObject({ municipality: ZEIST, persons: 4 });
  });
});
