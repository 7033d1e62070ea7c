import type { MunicipalityCode } from '#libs/kernel';
import { openPlatform, type Platform } from '../../testing/platform.js';
import { agreedSwap, coaList, inDays, type Swap } from '../../testing/swap.js';
import { baarn, soest, zeist } from '../../testing/town-halls.js';

const LIST = 'COA-lijst week 20';

describe('a list of COA that is imported', () => {
  let platform: Platform;
  let swap: Swap;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    swap = await agreedSwap(platform);
  });

  const importing = async (rows: Readonly<Record<string, MunicipalityCode>>, source = LIST, dryRun = false) => {
    const since = inDays(platform, 0);
    const listed = Object.entries(rows).map(([household, municipality]) => ({ household, municipality, since }));
    expect(await platform.refusals(coaList(listed, source, dryRun))).toEqual([]);
    await platform.react();
  };
  const confirmed = async () =>
    (await platform.events()).flatMap(({ type, data }) =>
      type === 'RecouplingConfirmed' ? [[data['leg'], data['reference'], data['on']]] : [],
    );

  it('confirms the legs that it has where they were asked for, by its name, and the exchange is settled', async () => {
    await swap.waitForObjections();
    const today = inDays(platform, 0);
    await importing({ 'soest-4': zeist, 'zeist-1': soest });
    expect(await confirmed()).toEqual([
      [1, LIST, today],
      [2, LIST, today],
    ]);
    expect(await swap.state()).toMatchObject({ status: 'settled' });
    expect(await platform.household('soest-4')).toMatchObject({ municipality: zeist, stated: { persons: 4 } });
  });

  it('confirms each leg once, however often it comes, and whoever confirmed it before', async () => {
    await swap.waitForObjections();
    await swap.confirm(2);
    await importing({ 'soest-4': zeist });
    await importing({ 'zeist-1': soest }, 'COA-lijst week 21');
    platform.redeliver(1_000);
    await platform.react();
    expect((await confirmed()).map(([leg, reference]) => [leg, reference])).toEqual([
      [2, 'COA-1'],
      [1, LIST],
    ]);
    expect(await swap.state()).toMatchObject({ status: 'settled' });
  });

  it('says nothing with the old municipality, with a third one, and in a dry run', async () => {
    await swap.waitForObjections();
    await importing({ 'soest-4': soest, 'zeist-1': baarn });
    await importing({ 'soest-4': zeist, 'zeist-1': soest }, LIST, true);
    expect(await confirmed()).toEqual([]);
    expect(await swap.state()).toMatchObject({ status: 'requested' });
  });

  it('from before COA was asked says nothing, nor does a later one that says the same: it may have moved it for another exchange', async () => {
    await importing({ 'soest-4': zeist });
    await swap.waitForObjections();
    expect(await confirmed()).toEqual([]);
    await importing({ 'soest-4': zeist }, 'COA-lijst week 22');
    expect(await confirmed()).toEqual([]);
    expect(await swap.state()).toMatchObject({ status: 'requested' });
  });
});
