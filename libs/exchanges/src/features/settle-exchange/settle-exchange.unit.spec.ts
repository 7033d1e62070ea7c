import { ChangePersons, ChangeProfile, RecordPlacement } from '#libs/koppeling';
import { coa, openPlatform, operator, type Platform } from '../../testing/platform.js';
import { beginSwap, daysLater, inDays, SWAP, TO_DOORSTROOM } from '../../testing/swap.js';
import { soest, zeist } from '../../testing/town-halls.js';
import { ConfirmRecoupling } from '../confirm-recoupling/confirm-recoupling.command.js';
import { PLATFORM } from '../exchange-access.js';
import { SettleExchange } from './settle-exchange.command.js';

describe('settlement', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());

  it('moves every koppeling and assigns every dwelling in one commit, when COA confirmed the last leg', async () => {
    const swap = await beginSwap(platform);
    await swap.settle();
    const events = await platform.events();
    const settled = events.find(({ type }) => type === 'ExchangeSettled');
    const commit = events.filter(({ meta }) => meta.commit === settled?.meta.commit);
    expect(commit.map(({ type }) => type).sort()).toEqual([
      'DwellingAssigned',
      'DwellingAssigned',
      'ExchangeSettled',
      'HouseholdAssigned',
      'HouseholdAssigned',
      'KoppelingMoved',
      'KoppelingMoved',
    ]);
    expect(await platform.household('soest-4')).toMatchObject({
      municipality: zeist,
      hold: { dwelling: 'zeist-home' },
    });
  });

  it('has changed nothing for anyone until then', async () => {
    const swap = await beginSwap(platform);
    await swap.accept(soest, zeist);
    await swap.inform(1, 2);
    await swap.waitForObjections();
    await swap.confirm(1);
    expect(await platform.household('soest-4')).toMatchObject({ municipality: soest, stated: { municipality: zeist } });
    const early = new SettleExchange(PLATFORM, 's1', { exchange: swap.id });
    expect(await platform.refusals(early)).toEqual(['RECOUPLING_OPEN input.exchange']);
  });

  it('leaves the koppeling of a leg into a shared doorstroomlocatie where it is, and does not ask COA', async () => {
    const swap = await beginSwap(platform, TO_DOORSTROOM);
    await swap.accept(soest, zeist);
    await swap.inform(1);
    await swap.waitForObjections();
    expect(await swap.state()).toMatchObject({ status: 'settled' });
    expect(await platform.household('zeist-1')).toMatchObject({
      municipality: zeist,
      hold: { dwelling: 'soest-place' },
    });
    const on = inDays(platform, 0);
    const place = {
      household: 'zeist-1',
      municipality: zeist,
      dwelling: 'soest-place',
      kind: 'doorstroom',
      movedOn: on,
    };
    expect(await platform.refusals(new RecordPlacement(operator, 'p1', place))).toEqual([]);
    await platform.react();
    expect(await swap.state()).toMatchObject({ status: 'completed' });
  });

  it('does not come where needs changed just before the last answer: the exchange ends, and COA is asked back', async () => {
    const swap = await beginSwap(platform);
    await swap.accept(soest, zeist);
    await swap.inform(1, 2);
    await swap.waitForObjections();
    const owned = { household: 'soest-4', municipality: soest };
    await platform.run(new ChangeProfile(operator, 'p1', { ...owned, profile: { bedrooms: 7 } }));
    for (const leg of [1, 2]) {
      const answer = { exchange: swap.id, leg, on: inDays(platform, 0), reference: null };
      await platform.run(new ConfirmRecoupling(coa, `c-${String(leg)}`, answer));
    }
    // Asked before anybody heard of the change.
    const settle = new SettleExchange(PLATFORM, 's1', { exchange: swap.id });
    expect(await platform.refusals(settle)).toEqual(['NO_LONGER_FITS input.legs']);
    expect(await swap.state()).toMatchObject({ status: 'ended', end: 'NO_LONGER_FITS' });
    const [ended] = (await platform.events()).filter(({ type }) => type === 'ExchangeEnded');
    // What the household needs is not to be read from the log.
    expect(ended?.data).toMatchObject({ leg: 1, reason: 'NEEDS' });
    expect((await platform.events()).some(({ type }) => type === 'RecouplingReversalRequested')).toBe(true);
    expect(await platform.household('soest-4')).toMatchObject({ municipality: soest, hold: null });
  });

  it('takes the persons that there are by then', async () => {
    const swap = await beginSwap(platform);
    const grown = { household: 'soest-4', municipality: soest, persons: 5, on: inDays(platform, 0) };
    await platform.run(new ChangePersons(operator, 'n1', { ...grown, cause: 'nareis' }));
    await swap.settle();
    expect((await swap.state()).legs[0]).toMatchObject({ persons: 5 });
  });

  it('is completed by the placements, each of which counts where the household is coupled by then', async () => {
    const swap = await beginSwap(platform);
    await swap.settle();
    await daysLater(platform, 1);
    const movedOn = inDays(platform, 0);
    for (const { household, dwelling, to } of SWAP) {
      const place = { household, municipality: to, dwelling, kind: 'regular', movedOn };
      expect(await platform.refusals(new RecordPlacement(operator, `p-${household}`, place))).toEqual([]);
    }
    await platform.react();
    expect(await swap.state()).toMatchObject({ status: 'completed' });
    expect(await platform.household('soest-4')).toMatchObject({
      counted: [{ municipality: zeist, persons: 4 }],
      hold: null,
    });
  });
});
