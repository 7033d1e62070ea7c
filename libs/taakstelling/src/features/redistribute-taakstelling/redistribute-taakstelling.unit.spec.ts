import { ImportTargets } from '../import-targets/import-targets.command.js';
import { openDesk, operator, type Desk } from '../testing/desk.js';
import { RedistributeTaakstelling, type RedistributeInput } from './redistribute-taakstelling.command.js';

const SHARES = [
  { municipality: 'Soest', persons: 80 },
  { municipality: 'Zeist', persons: 95 },
];

describe('redistributing a taakstelling', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.importing(ImportTargets, [
      'period,municipality,persons,announced_on,source',
      '2023-2,Soest,85,2023-05-02,Stcrt',
      '2023-2,Zeist,90,2023-05-02,Stcrt',
      '2023-2,Baarn,40,2023-09-01,Stcrt',
    ]);
  });
  afterEach(() => desk.close());
  const redistribute = (shares: RedistributeInput['shares'] = SHARES, announcedOn = '2023-08-01', commandId = 'c1') =>
    new RedistributeTaakstelling(operator, commandId, { period: '2023-2', shares, announcedOn, source: 'besluit B&W' });

  it('puts all sides in one commit, the sum unchanged', async () => {
    expect(await desk.run(redistribute())).toMatchObject({
      ok: true,
      value: {
        result: {
          sum: 175,
          shares: [
            { municipality: 'GM0342', was: 85, persons: 80 },
            { was: 90, persons: 95 },
          ],
        },
      },
    });
    const sides = (await desk.events()).slice(-2);
    expect(sides.map(({ stream, meta }) => [stream, meta.commitSize])).toEqual([
      ['taakstelling-2023-2-GM0342', 2],
      ['taakstelling-2023-2-GM0355', 2],
    ]);
    expect(new Set(sides.map(({ data }) => data['redistribution'])).size).toBe(1);
  });

  it('is refused with both sums when the sum changes, and nothing is stored', async () => {
    const outcome = await desk.run(
      redistribute([
        { municipality: 'Soest', persons: 80 },
        { municipality: 'Zeist', persons: 96 },
      ]),
    );
    expect(outcome).toMatchObject({
      ok: false,
      refusals: [{ code: 'SUM_CHANGED', details: { was: 175, becomes: 176 } }],
    });
    expect(await desk.events()).toHaveLength(3);
  });

  it('is between two or more municipalities that have a taakstelling on that day', async () => {
    expect(await desk.refusals(redistribute(SHARES.slice(0, 1)))).toEqual(['TOO_FEW_MUNICIPALITIES input.shares']);
    const twice = [...SHARES, { municipality: 'GM0342', persons: 0 }];
    expect(await desk.refusals(redistribute(twice))).toEqual(['MUNICIPALITY_TWICE input.shares.2.municipality']);
    const withBaarn = [...SHARES, { municipality: 'Baarn', persons: 40 }];
    expect(await desk.refusals(redistribute(withBaarn))).toEqual(['NO_TAAKSTELLING input.shares.2.municipality']);
    expect(await desk.refusals(redistribute(withBaarn, '2023-09-01'))).toEqual([]);
  });

  it('starts from what an earlier redistribution left', async () => {
    await desk.run(redistribute());
    expect(await desk.refusals(redistribute(SHARES, '2023-08-02', 'c2'))).toEqual(['NOTHING_CHANGED input.shares']);
  });

  it('is of no exchange where nothing is known of exchanges', async () => {
    const input = { period: '2023-2', shares: SHARES, announcedOn: '2023-08-01', source: 'besluit', exchange: 'x' };
    const asked = new RedistributeTaakstelling(operator, 'c1', input);
    expect(await desk.refusals(asked)).toEqual(['NOT_FOUND input.exchange']);
  });

  it('is not overtaken by an announcement of the same day', async () => {
    await desk.run(redistribute());
    const outcome = await desk.importing(ImportTargets, [
      'period,municipality,persons,announced_on,source',
      '2023-2,Soest,85,2023-08-01,Stcrt',
    ]);
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'ANNOUNCEMENT_CONFLICT' }] });
  });
});
