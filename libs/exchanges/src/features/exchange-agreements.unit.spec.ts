import type { Identity } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type Commanded } from '#libs/event-store';
import { period, randomIds, sha256, type JsonObject, type MunicipalityCode, type Result } from '#libs/kernel';
import { PG_POOL } from '#libs/postgres';
import { PROJECTION_HOST } from '#libs/projections';
import { HOUSEHOLD_KEYS, InMemoryHouseholdKeys } from '#libs/secrets';
import {
  AnnounceTaakstelling,
  RedistributeTaakstelling,
  TaakstellingModule,
  type RedistributeInput,
  type Redistribution,
} from '#libs/taakstelling';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { ExchangePartnersModule } from '../exchange-partners.module.js';
import type { ExchangeRecord, LegRecord } from '../read-model/exchange-record.js';
import { ExchangesReader } from '../read-model/exchanges.reader.js';
import { story } from '../read-model/testing/story.js';
import { coordinator, openPlatform, type Platform } from '../testing/platform.js';
import { inDays, proposeSwap, SWAP, type Swap } from '../testing/swap.js';
import { baarn, populate, soest, zeist } from '../testing/town-halls.js';

const supervisor: Identity = {
  actor: 'demo:supervisor',
  role: 'supervisor',
  organisation: 'PV26' as Identity['organisation'],
};
const PERIOD = period('2024-1');
const arnhem = 'GM0202' as MunicipalityCode;
const share = (municipality: MunicipalityCode, change: number, of: string = PERIOD) => ({
  municipality,
  period: period(of),
  change,
});
/** Soest takes three persons of the taakstelling of Zeist. */
const AGREED = [share(soest, 3), share(zeist, -3)];
const DECIDED = [
  { municipality: soest, persons: 83 },
  { municipality: zeist, persons: 87 },
];

describe('a redistribution that was agreed with an exchange', () => {
  let platform: Platform;
  let province: INestApplicationContext;
  let bus: CommandBus;
  let swap: Swap;
  /** What the read model tells of exchanges with which something was agreed. */
  let known: readonly Pick<ExchangeRecord, 'exchange' | 'legs' | 'redistribution'>[];
  beforeAll(async () => {
    platform = await openPlatform();
    @Module({
      providers: [
        { provide: EVENT_STORE, useValue: platform.store.port },
        { provide: CLOCK, useValue: platform.clock },
        { provide: IDS, useValue: randomIds },
        { provide: HOUSEHOLD_KEYS, useValue: new InMemoryHouseholdKeys() },
        // Nothing is read here.
        { provide: PG_POOL, useValue: {} },
        { provide: PROJECTION_HOST, useValue: { onChanged: () => () => undefined } },
      ],
      exports: [EVENT_STORE, CLOCK, IDS, HOUSEHOLD_KEYS, PG_POOL, PROJECTION_HOST],
    })
    class SameLog {}
    province = await Test.createTestingModule({
      imports: [{ module: SameLog, global: true }, CqrsModule.forRoot(), TaakstellingModule, ExchangePartnersModule],
    })
      .overrideProvider(ExchangesReader)
      .useValue({ agreedOver: () => Promise.resolve(known) })
      .compile();
    await province.init();
    bus = province.get(CommandBus, { strict: false });
  });
  afterAll(async () => {
    await province.close();
    await platform.close();
  });
  beforeEach(async () => {
    known = [];
    platform.begin();
    await populate(platform);
    for (const [i, municipality] of [soest, zeist, baarn].entries()) {
      const announced = {
        municipality,
        period: PERIOD,
        persons: 80 + 10 * i,
        announcedOn: '2023-11-01',
        source: 'Stcrt',
      };
      await refusals(new AnnounceTaakstelling(supervisor, `a${i}`, announced));
    }
    swap = await proposeSwap(platform, SWAP, 'propose', { redistribution: AGREED });
  });

  const run = <T = JsonObject>(command: object): Promise<Result<Commanded<T>>> => bus.execute(command);
  const refusals = async (command: object): Promise<readonly string[]> => {
    const outcome = await run(command);
    return outcome.ok ? [] : outcome.refusals.map(({ code, path }) => `${code} ${path.join('.')}`.trim());
  };
  const decide = (input: Partial<RedistributeInput> = {}, identity = supervisor, commandId = 'r1') =>
    new RedistributeTaakstelling(identity, commandId, {
      period: PERIOD,
      shares: DECIDED,
      announcedOn: inDays(platform, 0),
      source: 'besluit GS',
      exchange: swap.id,
      ...input,
    });
  const decisions = async () => (await platform.events()).filter(({ type }) => type === 'TaakstellingRedistributed');

  it('is decided in one commit with what the exchange records of it, once', async () => {
    await swap.settle();
    const outcome = await run<Redistribution>(decide());
    const events = (await platform.events()).slice(-3);
    expect(events.map(({ type, meta }) => [type, meta.commitSize]).sort()).toEqual([
      ['RedistributionRecorded', 3],
      ['TaakstellingRedistributed', 3],
      ['TaakstellingRedistributed', 3],
    ]);
    const redistribution = outcome.ok ? outcome.value.result.redistribution : '';
    expect(await swap.state()).toMatchObject({ status: 'settled', decisions: { [PERIOD]: redistribution } });
    expect((await decisions()).map(({ data }) => data['exchange'])).toEqual([swap.id, swap.id]);

    const again = await run(decide());
    expect(again.ok && again.value.repeated).toBe(true);
    expect(await refusals(decide({}, supervisor, 'r2'))).toEqual(['NOTHING_CHANGED input.shares']);
    const back = [soest, zeist].map((municipality, i) => ({
      municipality,
      persons: 80 + 10 * i,
    }));
    expect(await refusals(decide({ shares: back }, supervisor, 'r3'))).toEqual([
      'REDISTRIBUTION_DECIDED input.exchange',
    ]);
  });

  it('must be what was agreed: the share that differs is named, and nothing is stored', async () => {
    await swap.settle();
    const otherwise = [
      { municipality: soest, persons: 83 },
      { municipality: zeist, persons: 90 },
      { municipality: baarn, persons: 97 },
    ];
    const outcome = await run(decide({ shares: otherwise }));
    expect(outcome).toMatchObject({
      ok: false,
      refusals: [
        {
          code: 'REDISTRIBUTION_DIFFERS',
          path: ['input', 'shares', '1', 'persons'],
          details: { municipality: zeist, agreed: -3, decided: 0 },
        },
        { code: 'REDISTRIBUTION_DIFFERS', path: ['input', 'shares', '2', 'persons'] },
      ],
    });
    expect(await decisions()).toEqual([]);
  });

  it('waits for the settlement, and does not tell a supervisor how an exchange ended', async () => {
    const waiting = await run(decide());
    expect(waiting.ok ? [] : waiting.refusals.map(({ code }) => code)).toEqual(['EXCHANGE_NOT_SETTLED']);
    expect(await decisions()).toEqual([]);
    await platform.react();
    platform.clock.set('2024-05-20T10:00:00.000Z');
    await platform.fireDue();
    expect(await swap.state()).toMatchObject({ status: 'ended', end: 'EXPIRED' });
    expect(await run(decide())).toEqual(waiting);
  });

  it('tells a supervisor of no exchange with which nothing was agreed', async () => {
    await swap.settle();
    const other = [{ household: 'soest-1', from: soest, dwelling: 'baarn-flat', to: baarn }];
    const silent = await proposeSwap(platform, other, 'silent');
    const asked = async (exchange: string) => JSON.stringify(await run(decide({ exchange })));
    expect(await asked(silent.id)).toBe(await asked('nowhere'));
    expect(await refusals(decide({ exchange: 'nowhere' }))).toEqual(['NOT_FOUND input.exchange']);
  });

  describe('and is decided as if it were another', () => {
    const agreement = (repair: LegRecord['repair'] = null) => ({
      exchange: swap.id,
      legs: [{ repair } as LegRecord],
      redistribution: [{ period: PERIOD, shares: AGREED, decision: null }],
    });
    const plainly = (shares = DECIDED, commandId = 'plain') =>
      decide({ exchange: null, shares }, supervisor, commandId);

    it('is refused, and told with which exchange it goes', async () => {
      known = [agreement()];
      expect(await run(plainly())).toMatchObject({
        ok: false,
        refusals: [{ code: 'AGREED_WITH_EXCHANGE', path: ['input', 'exchange'], details: { exchange: swap.id } }],
      });
      expect(await decisions()).toEqual([]);
    });

    it('is accepted where something else is decided, where nothing is left to decide, and again where it was decided before', async () => {
      known = [agreement('return')];
      expect(await refusals(plainly())).toEqual([]);
      known = [agreement()];
      const again = await run(plainly());
      expect(again.ok && again.value.repeated).toBe(true);
      const otherwise = [
        { municipality: soest, persons: 84 },
        { municipality: zeist, persons: 86 },
      ];
      expect(await refusals(plainly(otherwise, 'plain2'))).toEqual([]);
    });

    it('tells a supervisor nothing of what another province decides', async () => {
      const shares = [share(soest, 3), share(arnhem, -3)];
      known = [{ ...agreement(), redistribution: [{ period: PERIOD, shares, decision: null }] }];
      expect(await refusals(plainly())).toEqual([]);
    });
  });

  it('is decided by who may decide of that period, whatever was agreed of another', async () => {
    const told = story('two-periods');
    const beyond = [share(soest, 1, '2024-2'), share(arnhem, -1, '2024-2')];
    for (const { stream, event } of [told.proposed(undefined, [...AGREED, ...beyond]), told.settled()]) {
      const { type, ...data } = event;
      await platform.store.port.append({
        command: { id: type, contentHash: sha256(type) },
        meta: { actor: 'spec' },
        streams: [{ stream, expected: 'any', events: [{ id: randomIds.next(), type, data, effectiveOn: null }] }],
        result: null,
      });
    }
    expect(await refusals(decide({ exchange: 'two-periods' }))).toEqual([]);
  });

  it('is for the supervisor of the province', async () => {
    await swap.settle();
    const elsewhere = { ...supervisor, organisation: 'PV25' as Identity['organisation'] };
    for (const identity of [coordinator, elsewhere]) {
      expect(await refusals(decide({}, identity))).toEqual(['NOT_ALLOWED']);
    }
  });
});
