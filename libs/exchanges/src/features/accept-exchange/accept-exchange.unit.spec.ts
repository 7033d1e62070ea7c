import { WithdrawDwelling } from '#libs/dwellings';
import { ChangePersons, ChangeProfile, EndKoppeling, MoveKoppelingByCoa, RecordPlacement } from '#libs/koppeling';
import { official, openPlatform, operator, type Platform } from '../../testing/platform.js';
import { beginSwap, daysLater, inDays } from '../../testing/swap.js';
import { baarn, soest, zeist } from '../../testing/town-halls.js';
import { PLATFORM } from '../exchange-access.js';
import { RecheckExchange } from '../recheck-exchange/recheck-exchange.command.js';
import { AcceptExchange } from './accept-exchange.command.js';

describe('accepting an exchange', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());

  const holds = async () => [await platform.household('soest-4'), await platform.dwelling('zeist-home')];

  it('reserves everything with the last yes, in the same commit', async () => {
    const swap = await beginSwap(platform);
    await swap.accept(zeist);
    expect(await holds()).toMatchObject([{ hold: { kind: 'claim' } }, { hold: { kind: 'claim' } }]);
    await swap.accept(soest);
    expect(await holds()).toMatchObject([{ hold: { kind: 'reservation' } }, { hold: { kind: 'reservation' } }]);
    const [last] = (await platform.events()).slice(-1);
    expect(last?.meta.commitSize).toBe(6);
  });

  it('is for the municipality itself; who may not see the exchange is not told that it is there', async () => {
    const { id: exchange } = await beginSwap(platform);
    const refusals = (identity: typeof operator, municipality: string, id = exchange) =>
      platform.refusals(new AcceptExchange(identity, 'a1', { exchange: id, municipality }));
    expect(await refusals(official(soest), zeist)).toEqual(['NOT_ALLOWED']);
    expect(await refusals(official(baarn), baarn)).toEqual(['NOT_FOUND']);
    expect(await refusals(official(baarn), baarn, 'x')).toEqual(['NOT_FOUND']);
    expect(await refusals(operator, baarn)).toEqual(['NOT_A_PARTY input.municipality']);
  });

  it('comes too late once the term is over', async () => {
    const swap = await beginSwap(platform);
    platform.clock.set('2024-05-06T22:00:00.000Z');
    expect(await swap.accept(soest)).toEqual(['EXCHANGE_EXPIRED input.exchange']);
    await daysLater(platform, 0);
    expect(await swap.state()).toMatchObject({ status: 'ended', end: 'EXPIRED' });
    expect(await holds()).toMatchObject([{ hold: null }, { hold: null }]);
  });

  it('ends the exchange where the household outgrew the dwelling since', async () => {
    const swap = await beginSwap(platform);
    const grown = { household: 'soest-4', municipality: soest, persons: 6, on: inDays(platform, 0) };
    await platform.run(new ChangePersons(operator, 'n1', { ...grown, cause: 'birth' }));
    expect(await swap.accept(zeist)).toEqual(['NO_LONGER_FITS input.legs']);
    expect(await swap.state()).toMatchObject({ status: 'ended', end: 'NO_LONGER_FITS' });
    expect((await platform.events()).find(({ type }) => type === 'ExchangeEnded')?.data).toMatchObject({
      leg: 1,
      reason: 'PERSONS_TOO_MANY',
    });
  });

  it.each([
    [
      'places the household',
      () =>
        new RecordPlacement(operator, 'p1', {
          household: 'soest-4',
          municipality: soest,
          dwelling: 'soest-home',
          kind: 'regular',
          movedOn: '2024-05-01',
        }),
    ],
    [
      'withdraws the dwelling',
      () => new WithdrawDwelling(operator, 'w1', { dwelling: 'zeist-home', on: '2024-05-01', reason: 'sold' }),
    ],
    [
      'loses the household',
      () =>
        new EndKoppeling(operator, 'e1', {
          household: 'soest-4',
          municipality: soest,
          on: '2024-05-01',
          reason: 'own-dwelling',
        }),
    ],
  ])('ends by itself when the owner %s in the meantime', async (_, uses) => {
    const swap = await beginSwap(platform);
    await swap.accept(zeist);
    expect(await platform.refusals(uses())).toEqual([]);
    expect(await swap.accept(soest)).toEqual([expect.stringContaining('CLAIM_LOST')]);
    await platform.react();
    expect(await swap.state()).toMatchObject({ status: 'ended', end: 'OWNER_USED' });
    expect(await platform.household('zeist-1')).toMatchObject({ hold: null });
    expect(await platform.dwelling('soest-flat')).toMatchObject({ hold: null });
  });

  it('tells nobody what a household needs that COA moved elsewhere in the meantime', async () => {
    const swap = await beginSwap(platform);
    const on = inDays(platform, 0);
    const moved = { household: 'soest-4', to: baarn, on, source: 'spec' };
    expect(await platform.refusals(new MoveKoppelingByCoa(operator, 'm1', moved))).toEqual([]);
    const profile = { bedrooms: 7, access: 'wheelchair' as const };
    await platform.run(new ChangeProfile(operator, 'p1', { household: 'soest-4', municipality: baarn, profile }));
    for (const municipality of [zeist, soest]) {
      expect(await swap.accept(municipality)).toEqual(['CLAIM_LOST input.legs.0.household']);
    }
    // Nor does it stay in the log that it does not fit: it was used by its owner.
    await platform.run(new RecheckExchange(PLATFORM, 'c1', { exchange: swap.id }));
    await platform.react();
    expect(await swap.state()).toMatchObject({ status: 'ended', end: 'OWNER_USED' });
  });

  it('keeps the owner from using it from then on', async () => {
    const swap = await beginSwap(platform);
    await swap.accept(soest, zeist);
    const on = inDays(platform, 0);
    const place = { household: 'soest-4', municipality: soest, dwelling: 'soest-home', kind: 'regular', movedOn: on };
    expect(await platform.refusals(new RecordPlacement(operator, 'p1', place))).toEqual([
      'HOUSEHOLD_RESERVED input.household',
    ]);
    const withdraw = { dwelling: 'zeist-home', on, reason: 'sold' as const };
    expect(await platform.refusals(new WithdrawDwelling(operator, 'w1', withdraw))).toEqual([
      'DWELLING_RESERVED input.dwelling',
    ]);
  });
});
