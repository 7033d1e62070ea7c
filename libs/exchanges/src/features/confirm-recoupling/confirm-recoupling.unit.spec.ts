import type { Identity } from '#libs/access';
import { coa, official, openPlatform, operator, type Platform } from '../../testing/platform.js';
import { agreedSwap, inDays, type Swap } from '../../testing/swap.js';
import { baarn, soest, zeist } from '../../testing/town-halls.js';
import { RecordObjection } from '../record-objection/record-objection.command.js';
import { RefuseRecoupling } from '../refuse-recoupling/refuse-recoupling.command.js';
import { RequestRecouplings } from '../request-recouplings/request-recouplings.command.js';
import { ReverseRecoupling } from '../reverse-recoupling/reverse-recoupling.command.js';
import { WithdrawExchange } from '../withdraw-exchange/withdraw-exchange.command.js';
import { ConfirmRecoupling } from './confirm-recoupling.command.js';

describe('what COA answers', () => {
  let platform: Platform;
  let swap: Swap;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    swap = await agreedSwap(platform);
  });

  const on = () => inDays(platform, 0);
  const confirm = (identity: Identity, commandId: string, leg = 1) =>
    new ConfirmRecoupling(identity, commandId, { exchange: swap.id, leg, on: on(), reference: 'COA-7' });
  const refuse = (leg: number) =>
    new RefuseRecoupling(coa, 'n1', { exchange: swap.id, leg, on: on(), reason: 'hard-tie', reference: null });
  const withdraw = (identity: Identity) =>
    new WithdrawExchange(identity, 'w1', { exchange: swap.id, reason: 'better-match' });

  it('is asked once no household can object any more, by itself or by a person', async () => {
    const request = (identity: Identity) => new RequestRecouplings(identity, 'q1', { exchange: swap.id });
    expect(await platform.refusals(request(official(soest)))).toEqual(['OBJECTIONS_OPEN input.exchange']);
    expect(await platform.refusals(request(official(baarn)))).toEqual(['NOT_FOUND']);
    await swap.waitForObjections();
    expect(await swap.state()).toMatchObject({ status: 'requested' });
  });

  it('may be recorded by COA itself and on its behalf; who does not take part is not told of it', async () => {
    await swap.waitForObjections();
    expect(await platform.refusals(confirm(official(baarn), 'c0'))).toEqual(['NOT_FOUND']);
    expect(await platform.refusals(confirm(official(soest), 'c1'))).toEqual([]);
    expect(await platform.refusals(confirm(coa, 'c2'))).toEqual([]);
    expect((await platform.events()).filter(({ type }) => type === 'RecouplingConfirmed')).toHaveLength(1);
  });

  it('frees everything when it refuses a leg, and what it had moved is asked back until it is', async () => {
    await swap.waitForObjections();
    await platform.run(confirm(coa, 'c1'));
    const refused = await platform.run<{ openReversals: number[] }>(refuse(2));
    expect(refused.ok && refused.value.result).toMatchObject({
      status: 'ended',
      end: 'COA_REFUSED',
      openReversals: [1],
    });
    expect(await platform.household('soest-4')).toMatchObject({
      hold: null,
      municipality: soest,
      stated: { municipality: zeist },
    });
    const back = new ReverseRecoupling(coa, 'v1', { exchange: swap.id, leg: 1, on: on(), reference: null });
    const reversed = await platform.run<{ openReversals: number[] }>(back);
    expect(reversed.ok && reversed.value.result.openReversals).toEqual([]);
    expect(await platform.household('soest-4')).toMatchObject({ stated: { municipality: soest } });
  });

  it('is heard after the end too: a koppeling that moved for nothing is asked back', async () => {
    await swap.waitForObjections();
    expect(await platform.refusals(withdraw(official(zeist)))).toEqual([]);
    const late = await platform.run<{ openReversals: number[] }>(confirm(coa, 'c1'));
    expect(late.ok && late.value.result).toMatchObject({ status: 'ended', end: 'WITHDRAWN', openReversals: [1] });
  });

  it('is not waited for when a household objects: its own municipality records that', async () => {
    const object = (identity: Identity) =>
      new RecordObjection(identity, 'o1', {
        exchange: swap.id,
        leg: 1,
        reason: 'study',
        on: on(),
        note: 'Opleiding begint in juni',
      });
    expect(await platform.refusals(object(official(zeist)))).toEqual(['NOT_ALLOWED']);
    expect(await platform.refusals(object(official(soest)))).toEqual([]);
    expect(await swap.state()).toMatchObject({ status: 'ended', end: 'OBJECTION' });
    expect(JSON.stringify(await platform.events())).not.toContain('Opleiding');
    expect(await platform.refusals(withdraw(operator))).toEqual(['EXCHANGE_NOT_ENDABLE input.exchange']);
  });
});
