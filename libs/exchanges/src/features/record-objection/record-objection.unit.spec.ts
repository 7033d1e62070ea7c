import { official, openPlatform, type Platform } from '../../testing/platform.js';
import { agreedSwap, forgetHousehold, inDays, type Swap } from '../../testing/swap.js';
import { soest, zeist } from '../../testing/town-halls.js';
import { RecordObjection, type ObjectionInput } from './record-objection.command.js';

describe('the objection of a household', () => {
  let platform: Platform;
  let swap: Swap;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    swap = await agreedSwap(platform);
  });

  const object = (input: Partial<ObjectionInput> = {}, identity = official(soest)) =>
    new RecordObjection(identity, 'o1', {
      exchange: swap.id,
      leg: 1,
      reason: 'treatment',
      on: inDays(platform, 0),
      ...input,
    });

  it('ends the exchange, and stands in no event on what ground', async () => {
    expect(await platform.refusals(object({ note: 'Tweemaal per week naar Utrecht' }))).toEqual([]);
    expect(await swap.state()).toMatchObject({ status: 'ended', end: 'OBJECTION' });
    const told = (await platform.events()).filter(
      ({ type }) => type === 'HouseholdObjected' || type === 'ExchangeEnded',
    );
    expect(told.map(({ data }) => data['reason'])).toEqual([expect.stringMatching(/^s1\./), null]);
    expect(JSON.stringify(await platform.events())).not.toMatch(/treatment|Tweemaal/);
  });

  it('is known again by what it said, without keeping a hash of that', async () => {
    await platform.run(object());
    const again = await platform.run(object());
    expect(again.ok && again.value.repeated).toBe(true);
    for (const other of [{ reason: 'work' as const }, { note: 'Toch iets anders' }]) {
      expect(await platform.refusals(object(other))).toEqual(['COMMAND_REUSED input.commandId']);
    }
  });

  it('is heard of a household that was forgotten too: that it objects, and nothing of what it said', async () => {
    await forgetHousehold(platform, 'soest-4');
    const objecting = object({ note: 'Tweemaal per week naar Utrecht' });
    expect(await platform.refusals(objecting)).toEqual([]);
    expect(await swap.state()).toMatchObject({ status: 'ended', end: 'OBJECTION' });
    const [objected] = (await platform.events()).filter(({ type }) => type === 'HouseholdObjected');
    expect(objected?.data).toMatchObject({ reason: null, note: null });
    const again = await platform.run(objecting);
    expect(again.ok && again.value.repeated).toBe(true);
  });

  it('is recorded by the municipality that it is coupled to', async () => {
    expect(await platform.refusals(object({}, official(zeist)))).toEqual(['NOT_ALLOWED']);
    expect(await platform.refusals(object({ leg: 7 }))).toEqual(['LEG_UNKNOWN input.leg']);
  });
});
