import { OfferDwelling, ReserveDwelling } from '#libs/dwellings';
import { ChangeProfile, ReceiveKoppeling } from '#libs/koppeling';
import { coa, coordinator, official, openPlatform, operator, type Platform } from '../../testing/platform.js';
import { beginSwap, daysLater, inDays, proposeSwap, SWAP, TO_DOORSTROOM } from '../../testing/swap.js';
import { baarn, HOMES, populate, soest, zeist } from '../../testing/town-halls.js';
import { ProposeExchange, type ProposedExchange, type ProposeInput } from './propose-exchange.command.js';

const propose = (input: Partial<ProposeInput> = {}, identity = operator, commandId = 'c1') =>
  new ProposeExchange(identity, commandId, { legs: SWAP, ...input });

describe('proposing an exchange', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    platform.begin();
    await populate(platform);
  });

  /** What the household of four in Soest needs. */
  const needs = (profile: { readonly bedrooms: number; readonly access: 'wheelchair' }) =>
    platform.run(new ChangeProfile(operator, 'p1', { household: 'soest-4', municipality: soest, profile }));

  it('claims every household and dwelling in the same commit', async () => {
    await beginSwap(platform);
    const proposed = (await platform.events()).slice(-5);
    const [first] = proposed;
    expect(proposed.map(({ type }) => type).sort()).toEqual([
      'DwellingClaimed',
      'DwellingClaimed',
      'ExchangeProposed',
      'HouseholdClaimed',
      'HouseholdClaimed',
    ]);
    expect(new Set(proposed.map(({ meta }) => meta.commit)).size).toBe(1);
    // Five days, to their end: midnight of 7 May in Amsterdam.
    expect(first?.data).toMatchObject({ answerBy: '2024-05-06T22:00:00.000Z', remindAt: '2024-05-03T22:00:00.000Z' });
  });

  it('is done once, however often the command comes', async () => {
    const outcomes = [await platform.run<ProposedExchange>(propose()), await platform.run<ProposedExchange>(propose())];
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.repeated)).toEqual([false, true]);
    expect(await platform.refusals(propose({}, operator, 'c2'))).toEqual(['HOUSEHOLD_HELD input.legs.0.household']);
  });

  it('takes a place in a shared doorstroomlocatie for what it is', async () => {
    const swap = await beginSwap(platform, TO_DOORSTROOM);
    expect((await swap.state()).legs).toMatchObject([{ kind: 'doorstroom', persons: 1 }]);
  });

  it.each<[string, Partial<ProposeInput>, string]>([
    ['nobody', { legs: [] }, 'NUMBER_OUT_OF_RANGE input.legs'],
    [
      'a household that is coupled elsewhere, as one that is not there',
      { legs: [{ household: 'soest-4', from: baarn, dwelling: 'zeist-home', to: zeist }] },
      'NOT_FOUND input.legs.0.household',
    ],
    [
      'a household that is not there',
      { legs: [{ household: 'soest-9', from: soest, dwelling: 'zeist-home', to: zeist }] },
      'NOT_FOUND input.legs.0.household',
    ],
    [
      'a dwelling of another municipality',
      { legs: [{ household: 'soest-4', from: soest, dwelling: 'zeist-home', to: baarn }] },
      'NOT_FOUND input.legs.0.dwelling',
    ],
    [
      'a dwelling that is too small',
      { legs: [{ household: 'soest-4', from: soest, dwelling: 'zeist-flat', to: zeist }] },
      'NOT_FITTING input.legs',
    ],
    [
      'a household twice',
      { legs: [SWAP[0], SWAP[0]] as ProposeInput['legs'] },
      'HOUSEHOLD_TWICE input.legs.1.household',
    ],
    [
      'taakstellingen of two provinces, on which no supervisor could decide',
      {
        redistribution: [
          { municipality: soest, period: '2024-2', change: 3 },
          { municipality: 'GM0202', period: '2024-2', change: -3 },
        ],
      },
      'REDISTRIBUTION_BEYOND_PROVINCE input.redistribution',
    ],
    ['a region that is none', { region: 'RG-NERGENS' }, 'NOT_IN_REGION input.region'],
  ])('refuses %s', async (_, input, refusal) => {
    expect(await platform.refusals(propose(input))).toContain(refusal);
    expect((await platform.events()).some(({ type }) => type === 'ExchangeProposed')).toBe(false);
  });

  it('refuses what its owner keeps', async () => {
    const until = inDays(platform, 3);
    await platform.run(new ReserveDwelling(operator, 'r1', { dwelling: 'zeist-home', until }));
    expect(await platform.refusals(propose())).toEqual(['DWELLING_RESERVED input.legs.0.dwelling']);
  });

  it('refuses minors under Nidos', async () => {
    const day = '2024-04-20';
    const minors = { household: 'nidos-1', municipality: soest, persons: 1, kind: 'nidos' as const };
    await platform.run(
      new ReceiveKoppeling(operator, 'k1', { ...minors, permitOn: day, coupledOn: day, source: 'spec' }),
    );
    const legs = [{ household: 'nidos-1', from: soest, dwelling: 'zeist-home', to: zeist }];
    expect(await platform.refusals(propose({ legs }))).toEqual(['NOT_FITTING input.legs']);
  });

  it('can be done by the coordinator of the province, and not by who takes no part', async () => {
    expect(await platform.refusals(propose({}, official(baarn)))).toEqual(['NOT_ALLOWED']);
    expect(await platform.refusals(propose({}, coa))).toEqual(['NOT_ALLOWED']);
    expect(await platform.refusals(propose({ region: 'PV26' }, coordinator))).toEqual([]);
  });

  it('tells the coordinator, who may see what a household needs, what is in the way', async () => {
    await needs({ bedrooms: 2, access: 'wheelchair' });
    const outcome = await platform.run(propose({}, coordinator));
    expect(outcome.ok ? null : outcome.refusals[0]?.details?.['legs']).toEqual([{ leg: 1, misfits: ['ACCESS'] }]);
  });

  it('finds for a municipality no household of another, whether it is there or not, and whether it fits or not', async () => {
    const tried = (household: string, commandId: string) => {
      const legs = [{ household, from: soest, dwelling: 'zeist-home', to: zeist }];
      return platform.run(propose({ legs }, official(zeist), commandId));
    };
    const answers = [await tried('soest-9', 'c1'), await tried('soest-4', 'c2')];
    await needs({ bedrooms: 2, access: 'wheelchair' });
    answers.push(await tried('soest-4', 'c3'));
    const notFound = { code: 'NOT_FOUND', message: 'Niet gevonden', path: ['input', 'legs', '0', 'household'] };
    for (const answer of answers) expect(answer).toEqual({ ok: false, refusals: [expect.objectContaining(notFound)] });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('finds for a municipality no dwelling of another, whether it is there or not', async () => {
    const tried = (dwelling: string, commandId: string) => {
      const legs = [{ household: 'soest-4', from: soest, dwelling, to: zeist }];
      return platform.refusals(propose({ legs }, official(soest), commandId));
    };
    expect(await tried('zeist-home', 'c1')).toEqual(['NOT_FOUND input.legs.0.dwelling']);
    expect(await tried('zeist-9', 'c2')).toEqual(['NOT_FOUND input.legs.0.dwelling']);
  });

  it('warns where no profile is known, and keeps the warning nowhere', async () => {
    const outcome = await platform.run<ProposedExchange>(propose());
    expect(outcome.ok && outcome.value.result.warnings).toEqual([
      { leg: 1, warning: 'PROFILE_UNKNOWN' },
      { leg: 2, warning: 'PROFILE_UNKNOWN' },
    ]);
    const again = await platform.run<ProposedExchange>(propose());
    expect(again.ok && again.value.result.warnings).toEqual([]);
  });

  it('tells which exchange holds a household or dwelling to who may read that exchange, and to nobody else', async () => {
    const arnhem = 'GM0202';
    const { municipality: _m, key: _k, ...terms } = HOMES[0]!.offer;
    const offered = await platform.run<{ dwelling: string }>(
      new OfferDwelling(operator, 'o1', { municipality: arnhem, key: 'arnhem-home', ...terms, conditions: [] }),
    );
    const dwelling = offered.ok ? offered.value.result.dwelling : '';
    const beyond = await proposeSwap(platform, [{ household: 'soest-1', from: soest, dwelling, to: arnhem as never }]);
    const within = await proposeSwap(platform, SWAP, 'within');
    const holderOf = async (household: string, home: string, identity = coordinator) => {
      const legs = [{ household, from: soest, dwelling: home, to: zeist }];
      const outcome = await platform.run(propose({ legs }, identity));
      return outcome.ok ? null : outcome.refusals.map(({ code, details }) => [code, details?.['exchange']]);
    };
    expect(await holderOf('soest-1', 'zeist-flat')).toEqual([['HOUSEHOLD_HELD', undefined]]);
    expect(await holderOf('soest-1', 'zeist-flat', operator)).toEqual([['HOUSEHOLD_HELD', beyond.id]]);
    expect(await holderOf('soest-4', 'zeist-home')).toEqual([['HOUSEHOLD_HELD', within.id]]);
  });

  it('can take what an exchange had claimed whose term is over', async () => {
    await beginSwap(platform);
    platform.clock.set('2024-05-06T22:00:00.000Z');
    const swap = await proposeSwap(platform, SWAP, 'again');
    await daysLater(platform, 0);
    expect(await swap.state()).toMatchObject({ status: 'proposed' });
    expect(await platform.household('soest-4')).toMatchObject({ hold: { exchange: swap.id } });
  });
});
