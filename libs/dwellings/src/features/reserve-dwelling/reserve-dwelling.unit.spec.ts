import { openDesk, soest, zeist, type Desk } from '../testing/desk.js';
import { ReleaseDwelling } from '../release-dwelling/release-dwelling.command.js';
import { ReserveDwelling } from './reserve-dwelling.command.js';

describe('reserving a dwelling for a household of the municipality itself', () => {
  let desk: Desk;
  let dwelling: string;
  beforeEach(async () => {
    desk = await openDesk();
    dwelling = await desk.offered();
  });
  afterEach(() => desk.close());
  const reserve = (commandId: string, until: string, identity = zeist) =>
    new ReserveDwelling(identity, commandId, { dwelling, until, household: 'h-1' });

  it('holds up to its day, and overlaps no other', async () => {
    expect(await desk.refusals(reserve('c1', '2024-05-10'))).toEqual([]);
    const second = await desk.run(reserve('c2', '2024-05-20'));
    expect(second).toMatchObject({ refusals: [{ code: 'DWELLING_RESERVED', details: { until: '2024-05-10' } }] });
    desk.clock.set('2024-05-09T22:00:00Z');
    expect(await desk.refusals(reserve('c3', '2024-05-20'))).toEqual([]);
  });

  it('may be released, and reserved again', async () => {
    await desk.run(reserve('c1', '2024-05-10'));
    expect(await desk.refusals(new ReleaseDwelling(soest, 'c2', { dwelling }))).toEqual(['NOT_FOUND input.dwelling']);
    expect(await desk.refusals(new ReleaseDwelling(zeist, 'c3', { dwelling }))).toEqual([]);
    expect(await desk.refusals(new ReleaseDwelling(zeist, 'c4', { dwelling }))).toEqual(['NOT_RESERVED ']);
    expect(await desk.refusals(reserve('c5', '2024-05-20'))).toEqual([]);
  });

  it('does not end today, and is for its municipality', async () => {
    expect(await desk.refusals(reserve('c1', '2024-05-03'))).toEqual(['UNTIL_IN_PAST input.until']);
    expect(await desk.refusals(reserve('c2', '2024-05-10', soest))).toEqual(['NOT_FOUND input.dwelling']);
  });
});
