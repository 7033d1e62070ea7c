import { official, openPlatform, type Platform } from '../../testing/platform.js';
import { beginSwap } from '../../testing/swap.js';
import { zeist } from '../../testing/town-halls.js';
import { DeclineExchange, type DeclineInput } from './decline-exchange.command.js';

describe('declining an exchange', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());

  const decline = (exchange: string, input: Partial<DeclineInput> = {}) =>
    new DeclineExchange(official(zeist), 'd1', { exchange, municipality: zeist, reason: 'timing', ...input });

  it('frees everything in the same commit, and keeps the reason', async () => {
    const swap = await beginSwap(platform);
    expect(await platform.refusals(decline(swap.id))).toEqual([]);
    const ended = (await platform.events()).slice(-5);
    expect(ended.map(({ type }) => type).sort()).toEqual([
      'DwellingReleased',
      'DwellingReleased',
      'ExchangeEnded',
      'HouseholdReleased',
      'HouseholdReleased',
    ]);
    expect(await swap.state()).toMatchObject({ status: 'ended', end: 'DECLINED' });
  });

  it('seals what is said of a household with its key, and asks of which', async () => {
    const swap = await beginSwap(platform);
    const note = 'De badkamer wordt pas in juni aangepast';
    expect(await platform.refusals(decline(swap.id, { note }))).toEqual(['LEG_REQUIRED input.leg']);
    expect(await platform.refusals(decline(swap.id, { note, leg: 7 }))).toEqual(['LEG_UNKNOWN input.leg']);
    expect(await platform.refusals(decline(swap.id, { note, leg: 2 }))).toEqual([]);
    expect(JSON.stringify(await platform.events())).not.toContain('badkamer');
    const again = await platform.run(decline(swap.id, { note, leg: 2 }));
    expect(again.ok && again.value.repeated).toBe(true);
    expect(await platform.refusals(decline(swap.id, { note: 'Iets anders', leg: 2 }))).toEqual([
      'COMMAND_REUSED input.commandId',
    ]);
  });

  it('does not take a note that names somebody', async () => {
    const swap = await beginSwap(platform);
    const refusals = await platform.refusals(decline(swap.id, { note: 'V-2770000001 wil niet', leg: 1 }));
    expect(refusals).toEqual(['PERSONAL_DATA_SUSPECTED input.note']);
  });
});
