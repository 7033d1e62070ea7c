import { openDesk, soest, zeist, type Desk } from '../testing/desk.js';
import { ReserveDwelling } from '../reserve-dwelling/reserve-dwelling.command.js';
import { WithdrawDwelling } from './withdraw-dwelling.command.js';

describe('withdrawing a dwelling', () => {
  let desk: Desk;
  let dwelling: string;
  beforeEach(async () => {
    desk = await openDesk();
    dwelling = await desk.offered();
  });
  afterEach(() => desk.close());
  const withdraw = (on = '2024-05-03', identity = zeist, commandId = 'c1') =>
    new WithdrawDwelling(identity, commandId, { dwelling, on, reason: 'sold' });

  it('takes it off the market, with the day and the reason', async () => {
    expect(await desk.refusals(withdraw())).toEqual([]);
    expect((await desk.events()).at(-1)).toMatchObject({
      type: 'DwellingWithdrawn',
      effectiveOn: '2024-05-03',
      data: { reason: 'sold', broke: null },
    });
    expect(await desk.refusals(new ReserveDwelling(zeist, 'c2', { dwelling, until: '2024-06-01' }))).toEqual([
      'NOT_ON_OFFER input.dwelling',
    ]);
  });

  it('is not for a day to come, nor by another municipality', async () => {
    expect(await desk.refusals(withdraw('2024-05-04'))).toEqual(['DATE_IN_FUTURE input.on']);
    expect(await desk.refusals(withdraw('2024-05-03', soest, 'c2'))).toEqual(['NOT_FOUND input.dwelling']);
  });
});
