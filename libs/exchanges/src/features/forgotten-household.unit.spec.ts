import type { Identity } from '#libs/access';
import { coordinator, official, openPlatform, type Platform } from '../testing/platform.js';
import { beginSwap, forgetHousehold, inDays, type Swap } from '../testing/swap.js';
import { soest, zeist } from '../testing/town-halls.js';
import { DeclineExchange } from './decline-exchange/decline-exchange.command.js';
import { FailLeg } from './fail-leg/fail-leg.command.js';
import { RecordObjection } from './record-objection/record-objection.command.js';
import { RepairLeg } from './repair-leg/repair-leg.command.js';
import { WithdrawExchange } from './withdraw-exchange/withdraw-exchange.command.js';

const NOTE = 'De badkamer wordt pas in juni aangepast';

describe('what is written of a household that was forgotten', () => {
  let platform: Platform;
  let swap: Swap;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    swap = await beginSwap(platform);
  });

  /** Every step that takes a note, of the leg of the household of four of Soest. */
  const steps = () => {
    const about = { exchange: swap.id, leg: 1, note: NOTE };
    const on = inDays(platform, 0);
    const asked = (identity: Identity, of: string) => [identity, `forgotten-${of}`] as const;
    return [
      new DeclineExchange(...asked(official(zeist), 'd'), { ...about, municipality: zeist, reason: 'timing' }),
      new WithdrawExchange(...asked(official(zeist), 'w'), { ...about, reason: 'other' }),
      new RecordObjection(...asked(official(soest), 'o'), { ...about, reason: 'work', on }),
      new FailLeg(...asked(official(soest), 'f'), { ...about, reason: 'other', on }),
      new RepairLeg(...asked(coordinator, 'r'), { ...about, repair: 'balance', on }),
    ];
  };
  const refusals = async () => {
    const all = [];
    for (const step of steps()) all.push(await platform.refusals(step));
    return all;
  };

  it('is refused of a closed exchange as of any other: who exchanged it once does not hear what became of it', async () => {
    const decline = { exchange: swap.id, municipality: zeist, reason: 'timing' } as const;
    expect(await platform.refusals(new DeclineExchange(official(zeist), 'd1', decline))).toEqual([]);
    const known = await refusals();
    expect(known.flat()).not.toEqual([]);
    await forgetHousehold(platform, 'soest-4');
    expect(await refusals()).toEqual(known);
  });

  it('is not kept, and the step is taken without it', async () => {
    await forgetHousehold(platform, 'soest-4');
    const [decline] = steps();
    expect(await platform.refusals(decline ?? {})).toEqual([]);
    const [ended] = (await platform.events()).filter(({ type }) => type === 'ExchangeEnded');
    expect(ended?.data).toMatchObject({ end: 'DECLINED', leg: 1, note: null });
    const again = await platform.run(decline ?? {});
    expect(again.ok && again.value.repeated).toBe(true);
  });
});
