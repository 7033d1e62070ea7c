import type { Identity } from '#libs/access';
import { ChangeProfile, EndKoppeling, ReceiveKoppeling, RecordPlacement } from '#libs/koppeling';
import { coordinator, official, openPlatform, operator, type Platform } from '../../testing/platform.js';
import { beginSwap, inDays, type Swap } from '../../testing/swap.js';
import { baarn, soest, zeist } from '../../testing/town-halls.js';
import { FailLeg } from '../fail-leg/fail-leg.command.js';
import { ReverseRecoupling } from '../reverse-recoupling/reverse-recoupling.command.js';
import { RepairLeg, type RepairInput } from './repair-leg.command.js';

/** Soest gives to Zeist, Zeist to Baarn, Baarn to Soest. */
const RING = [
  { household: 'soest-4', from: soest, dwelling: 'zeist-home', to: zeist },
  { household: 'zeist-1', from: zeist, dwelling: 'baarn-flat', to: baarn },
  { household: 'baarn-2', from: baarn, dwelling: 'soest-flat', to: soest },
];

describe('repairing a leg after settlement', () => {
  let platform: Platform;
  let swap: Swap;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    swap = await beginSwap(platform);
    await swap.settle();
  });

  const on = () => inDays(platform, 0);
  const fail = (leg: number) =>
    new FailLeg(official(zeist), 'f1', { exchange: swap.id, leg, reason: 'dwelling-lost', on: on() });
  const repair = (leg: number, input: Partial<RepairInput>, identity = coordinator, commandId = 'r1') =>
    new RepairLeg(identity, commandId, { exchange: swap.id, leg, repair: 'balance', on: on(), ...input });

  it('gives the household another dwelling there, and lets go of the first', async () => {
    // The single of Zeist goes to Soest: the flat is lost, the home is not.
    expect(await platform.refusals(fail(2))).toEqual([]);
    const another = { repair: 'another-dwelling', dwelling: 'soest-home' } as const;
    expect(await platform.refusals(repair(2, another, official(zeist)))).toEqual(['NOT_ALLOWED']);
    expect(await platform.refusals(repair(2, another, official(soest)))).toEqual([]);
    expect(await platform.household('zeist-1')).toMatchObject({ hold: { kind: 'assignment', dwelling: 'soest-home' } });
    expect(await platform.dwelling('soest-home')).toMatchObject({ hold: { kind: 'assignment', household: 'zeist-1' } });
    expect(await platform.dwelling('soest-flat')).toMatchObject({ hold: null });
  });

  it('gives no dwelling of another municipality, nor one that does not fit', async () => {
    await platform.run(fail(1));
    const other = (dwelling: string) => platform.refusals(repair(1, { repair: 'another-dwelling', dwelling }));
    expect(await other('baarn-home')).toEqual(['NOT_FOUND input.dwelling']);
    expect(await other('zeist-flat')).toEqual(['NOT_FITTING input.legs']);
  });

  it('returns the koppeling in the same commit, and asks COA to follow', async () => {
    await platform.run(fail(1));
    const outcome = await platform.run<{ openReversals: number[] }>(repair(1, { repair: 'return' }));
    expect(outcome.ok && outcome.value.result.openReversals).toEqual([1]);
    expect(await platform.household('soest-4')).toMatchObject({
      municipality: soest,
      hold: null,
      stated: { municipality: zeist },
    });
    const reversed = { exchange: swap.id, leg: 1, on: on(), reference: null };
    expect(await platform.refusals(new ReverseRecoupling(operator, 'v1', reversed))).toEqual([]);
    expect(await platform.household('soest-4')).toMatchObject({ stated: { municipality: soest } });
  });

  it('writes it down as a debt: the household stays, and is free', async () => {
    await platform.run(fail(1));
    expect(await platform.refusals(repair(1, {}))).toEqual([]);
    expect(await platform.household('soest-4')).toMatchObject({ municipality: zeist, hold: null });
    expect(await platform.dwelling('zeist-home')).toMatchObject({ hold: null });
  });

  it('is not for a household that moved in, also before the exchange has heard of it', async () => {
    await platform.run(fail(1));
    const place = { household: 'soest-4', municipality: zeist, dwelling: 'zeist-home', kind: 'regular', movedOn: on() };
    expect(await platform.refusals(new RecordPlacement(operator, 'p1', place))).toEqual([]);
    expect(await platform.refusals(repair(1, { repair: 'return' }))).toEqual(['ALREADY_PLACED input.leg']);
    await platform.react();
    expect((await swap.state()).legs[0]).toMatchObject({ course: { status: 'placed' } });
  });

  it('is asked for by itself where the household is no longer coupled', async () => {
    const ended = { household: 'soest-4', municipality: zeist, on: on(), reason: 'own-dwelling' as const };
    expect(await platform.refusals(new EndKoppeling(operator, 'e1', ended))).toEqual([]);
    await platform.react();
    expect((await swap.state()).legs[0]).toMatchObject({ course: { status: 'failed', reason: 'household-ended' } });
  });

  it('tells nobody what a household needs that is coupled elsewhere by now', async () => {
    const household = 'soest-4';
    const ended = { household, municipality: zeist, on: on(), reason: 'own-dwelling' as const };
    await platform.run(new EndKoppeling(operator, 'e1', ended));
    await platform.react();
    const anew = {
      household,
      municipality: baarn,
      persons: 4,
      permitOn: '2024-04-20',
      coupledOn: on(),
      source: 'spec',
    };
    expect(await platform.refusals(new ReceiveKoppeling(operator, 'k1', anew))).toEqual([]);
    const profile = { bedrooms: 7, access: 'wheelchair' as const };
    await platform.run(new ChangeProfile(operator, 'p1', { household, municipality: baarn, profile }));
    const another = { repair: 'another-dwelling', dwelling: 'zeist-flat' } as const;
    for (const [i, identity] of [coordinator, official(zeist)].entries()) {
      expect(await platform.refusals(repair(1, another, identity, `r${i}`))).toEqual(['CLAIM_LOST input.leg']);
    }
  });

  it.each(['return', 'balance'] as const)(
    'leaves a %s to the coordinator: no side decides it for the other',
    async (way) => {
      await platform.run(fail(1));
      for (const [i, municipality] of [soest, zeist].entries()) {
        const command = repair(1, { repair: way }, official(municipality), `r${i}`);
        expect(await platform.refusals(command)).toEqual(['NOT_ALLOWED']);
      }
      expect(await platform.refusals(repair(1, { repair: way }))).toEqual([]);
    },
  );

  it('begins with a failure that one of both sides tells, or the coordinator, and no third that takes part', async () => {
    const ring = await beginSwap(platform, RING);
    await ring.settle();
    const told = (identity: Identity, commandId: string) =>
      platform.refusals(
        new FailLeg(identity, commandId, { exchange: ring.id, leg: 1, reason: 'dwelling-lost', on: on() }),
      );
    expect(await told(official(baarn), 'f1')).toEqual(['NOT_ALLOWED']);
    for (const [i, identity] of [official(soest), official(zeist), coordinator].entries()) {
      expect(await told(identity, `told-${i}`)).toEqual([]);
    }
  });

  it('is for those who take part', async () => {
    const command = new FailLeg(official(baarn), 'f1', { exchange: swap.id, leg: 1, reason: 'other', on: on() });
    expect(await platform.refusals(command)).toEqual(['NOT_FOUND']);
  });
});
