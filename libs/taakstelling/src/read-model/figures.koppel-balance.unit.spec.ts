import { ask } from './testing/ask.js';
import {
  announced,
  countedFor,
  coupled,
  grown,
  koppelingEndedOn,
  koppelingMovedTo,
  placed,
  placementReadAs,
  policy,
  basePolicy,
  type Told,
} from './testing/recorded-events.js';

const UTRECHT = 'GM0344';
const ZEIST = 'GM0355';

/** Placements are rows of our own administration: it leads here. */
const own = policy({ ...basePolicy, leadingAdministration: { default: 'own', exceptions: {} } });
const task = (municipality: string, persons: number): Told => announced(municipality, '2023-1', persons, '2022-11-01');
const household = (id: string, persons: number, coupledOn = '2023-02-01'): Told =>
  coupled({ id, municipality: UTRECHT, persons, coupledOn, knownAt: '2023-02-01T10:00:00Z' });

const balance = (told: readonly Told[], more: { scope?: string; asOf?: string; knownAt?: string } = {}) =>
  ask([own, task(UTRECHT, 10), task(ZEIST, 10), ...told], { scope: UTRECHT, period: '2023-1', ...more })
    .koppelBalance[0];

describe('the koppel balance', () => {
  it('is persons realised and in open koppelingen on the reference date, minus the total task', () => {
    const told = [household('h1', 4), household('h2', 3), placed('h2', countedFor(UTRECHT, '2023-03-10', 3), 3)];
    expect(balance(told)).toEqual({ on: '2023-04-01', persons: -3, personsWithoutExchanges: -3 });
  });

  it('takes in what happened on the day itself, and nothing after it', () => {
    expect(balance([household('h1', 4, '2023-04-01')])?.persons).toBe(-6);
    expect(balance([household('h1', 4, '2023-04-01'), household('h2', 3, '2023-04-02')])?.persons).toBe(-6);
    const grew = [household('h1', 4), grown('h1', UTRECHT, 4, 2, '2023-04-02', null)];
    expect(balance(grew)?.persons).toBe(-6);
  });

  it('is not known before the day has come, nor where no koppeling or no taakstelling is known', () => {
    const nothing = { on: '2023-04-01', persons: null, personsWithoutExchanges: null };
    expect(balance([household('h1', 4)], { asOf: '2023-04-01' })).toEqual(nothing);
    expect(balance([household('h1', 4)], { asOf: '2023-04-02' })?.persons).toBe(-6);
    expect(balance([household('h1', 4)], { scope: ZEIST })).toEqual(nothing);
    expect(ask([own, household('h1', 4)], { scope: UTRECHT, period: '2023-1' }).koppelBalance).toEqual([nothing]);
  });

  it('of an exchange: the persons move, but no excuse is made of them', () => {
    const told = [household('h1', 4), koppelingMovedTo('h1', UTRECHT, ZEIST, 4, '2023-03-01', { exchange: 'x1' })];
    expect(balance(told)).toMatchObject({ persons: -10, personsWithoutExchanges: -6 });
    expect(balance(told, { scope: ZEIST })).toMatchObject({ persons: -6, personsWithoutExchanges: -10 });
    expect(balance(told, { scope: 'PV26' })).toMatchObject({ persons: -16, personsWithoutExchanges: -16 });
    const housed = [...told, placed('h1', countedFor(ZEIST, '2023-03-20', 4), 4)];
    expect(balance(housed, { scope: ZEIST })).toMatchObject({ persons: -6, personsWithoutExchanges: -10 });
    expect(balance(housed)).toMatchObject({ persons: -10, personsWithoutExchanges: -6 });
  });

  it('of a recoupling by COA of its own accord: that is an excuse', () => {
    const told = [household('h1', 4), koppelingMovedTo('h1', UTRECHT, ZEIST, 4, '2023-03-01')];
    expect(balance(told)).toMatchObject({ persons: -10, personsWithoutExchanges: -10 });
  });

  it('loses who is gone, and gets back whose placement did not happen', () => {
    expect(balance([household('h1', 4), koppelingEndedOn('h1', UTRECHT, 4, '2023-03-01')])?.persons).toBe(-10);
    const counts = countedFor(UTRECHT, '2023-03-10', 4);
    const reversed = [household('h1', 4), placed('h1', counts, 4), placementReadAs('h1', counts, null, 4)];
    expect(balance(reversed)?.persons).toBe(-6);
  });

  it('given a placement whose day is corrected over the reference date, counts its persons once', () => {
    const before = countedFor(UTRECHT, '2023-03-28', 4);
    const after = countedFor(UTRECHT, '2023-04-02', 4);
    const open = [household('h1', 4)];
    for (const [was, becomes] of [
      [before, after],
      [after, before],
    ] as const) {
      const told = [...open, placed('h1', was, 4), placementReadAs('h1', was, becomes, 4)];
      expect(balance(told)?.persons).toBe(-6);
      expect(balance([...told, placementReadAs('h1', becomes, null, 4)])?.persons).toBe(-6);
    }
  });

  it('is told as it was known at a moment', () => {
    const told = [
      household('h1', 4),
      coupled({
        id: 'h2',
        municipality: UTRECHT,
        persons: 2,
        coupledOn: '2023-03-01',
        knownAt: '2023-06-01T10:00:00Z',
      }),
    ];
    expect(balance(told)?.persons).toBe(-4);
    expect(balance(told, { knownAt: '2023-05-01T10:00:00Z' })?.persons).toBe(-6);
  });
});

describe('a placement in the figures', () => {
  const realised = (
    told: readonly Told[],
    more: { scope?: string; period?: string; knownAt?: string } = {},
  ): number | null =>
    ask([own, task(UTRECHT, 10), task(ZEIST, 10), announced(UTRECHT, '2023-2', 10, '2023-05-01'), ...told], {
      scope: UTRECHT,
      period: '2023-1',
      ...more,
    }).realised;
  const counts = countedFor(UTRECHT, '2023-06-30', 4);
  const housed = [household('h1', 4), placed('h1', counts, 4, '2023-07-02T10:00:00Z')];

  it('counts its persons for the municipality of the koppeling, in the period of the move', () => {
    expect(realised(housed)).toBe(4);
    expect(realised(housed, { scope: ZEIST })).toBe(0);
    expect(realised(housed, { period: '2023-2' })).toBe(0);
  });

  it('moves to the other period when its date is corrected over the end of the half-year, and what was known then stays', () => {
    const told = [
      ...housed,
      placementReadAs('h1', counts, { ...counts, on: '2023-07-01' as never }, 4, '2023-09-01T10:00:00Z'),
    ];
    expect(realised(told)).toBe(0);
    expect(realised(told, { period: '2023-2' })).toBe(4);
    expect(realised(told, { knownAt: '2023-08-01T10:00:00Z' })).toBe(4);
  });

  it('grows by who follows after it, in the period in which they come', () => {
    const nareis = grown('h1', UTRECHT, 4, 2, '2023-08-01', countedFor(UTRECHT, '2023-08-01', 2));
    expect(realised([...housed, nareis])).toBe(4);
    expect(realised([...housed, nareis], { period: '2023-2' })).toBe(2);
  });

  it('of a kind that the policy does not count is in the ledger and in no figure', () => {
    expect(realised([household('h1', 4), placed('h1', { ...counts, kind: 'logeer' }, 4)])).toBe(0);
  });
});
