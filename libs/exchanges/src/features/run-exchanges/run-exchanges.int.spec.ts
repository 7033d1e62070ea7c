import { commandHandlers as dwellingHandlers, dwellingsPolicySeeds } from '#libs/dwellings';
import { EventLogModule } from '#libs/event-log';
import {
  EVENT_STORE,
  eventStoreMigrations,
  EventStoreModule,
  type Commanded,
  type EventStore,
} from '#libs/event-store';
import { manualClock, type Result } from '#libs/kernel';
import { commandHandlers as householdHandlers, koppelingPolicySeeds } from '#libs/koppeling';
import { MunicipalitiesModule } from '#libs/municipalities';
import { PolicyModule, seedPolicies } from '#libs/policy';
import { createTestDatabase, PG_POOL, type TestDatabase } from '#libs/postgres';
import { projectionMigrations, ProjectionsModule } from '#libs/projections';
import { Deadlines, reactorMigrations, Reactors, ReactorsModule } from '#libs/reactors';
import { HOUSEHOLD_KEYS, InMemoryHouseholdKeys } from '#libs/secrets';
import { figuresPolicySeeds, figuresProjection } from '#libs/taakstelling';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { exchangeStream } from '../../domain/exchange.events.js';
import { exchangesPolicySeeds } from '../../exchanges-policy-seed.js';
import { exchangesProjection } from '../../read-model/index.js';
import { operator, START } from '../../testing/platform.js';
import { coaList, SWAP } from '../../testing/swap.js';
import { populate, soest, zeist } from '../../testing/town-halls.js';
import { AcceptExchange, InformHousehold, ProposeExchange } from '../index.js';
import { RunExchangesModule } from './run-exchanges.module.js';

describe('the process manager under the runner of the platform', () => {
  const clock = manualClock(START);
  let database: TestDatabase;
  let app: INestApplicationContext;
  let store: EventStore;
  beforeAll(async () => {
    database = await createTestDatabase([...eventStoreMigrations, ...projectionMigrations, ...reactorMigrations]);
    const { pool } = database;

    @Module({
      providers: [
        { provide: PG_POOL, useValue: pool },
        { provide: HOUSEHOLD_KEYS, useValue: new InMemoryHouseholdKeys() },
      ],
      exports: [PG_POOL, HOUSEHOLD_KEYS],
    })
    class Outside {}

    app = await Test.createTestingModule({
      imports: [
        { module: Outside, global: true },
        CqrsModule.forRoot(),
        EventStoreModule.forRoot({ clock }),
        EventLogModule.storeTail(),
        ProjectionsModule.forRoot({ projections: [exchangesProjection, figuresProjection], run: true }),
        ReactorsModule.forRoot(),
        MunicipalitiesModule,
        PolicyModule,
        RunExchangesModule,
      ],
      providers: [...householdHandlers, ...dwellingHandlers],
    }).compile();
    await app.init();
    store = app.get<EventStore>(EVENT_STORE);
    const shipped = [
      ...figuresPolicySeeds(),
      ...koppelingPolicySeeds(),
      ...dwellingsPolicySeeds(),
      ...exchangesPolicySeeds(),
    ];
    await seedPolicies(store, shipped);
    await populate({ store: { port: store }, clock });
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const run = async (command: object): Promise<{ exchange: string }> => {
    const bus = app.get(CommandBus, { strict: false });
    const outcome = await bus.execute<object, Result<Commanded<{ exchange: string }>>>(command);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    return outcome.value.result;
  };
  const types = async (exchange: string) => (await store.readStream(exchangeStream(exchange))).map(({ type }) => type);
  /** The spec's own time limit is the only one. */
  const until = async (exchange: string, type: string): Promise<void> => {
    while (!(await types(exchange)).includes(type)) await sleep(20);
  };

  it('asks COA when the households had their say, settles when one list of COA confirms both legs, and reminds of the move', async () => {
    const { exchange } = await run(new ProposeExchange(operator, 'propose', { legs: SWAP }));
    for (const municipality of [soest, zeist]) {
      await run(new AcceptExchange(operator, `accept-${municipality}`, { exchange, municipality }));
    }
    for (const leg of [1, 2])
      await run(new InformHousehold(operator, `inform-${String(leg)}`, { exchange, leg, on: '2024-05-01' }));
    // The term is set by the event: the clock is turned once it stands.
    while ((await app.get(Deadlines).status()).open < 3) await sleep(20);
    clock.set('2024-05-09T10:00:00Z');
    await until(exchange, 'RecouplingRequested');
    const moved = SWAP.map(({ household, to }) => ({ household, municipality: to, since: '2024-05-09' }));
    await run(coaList(moved));
    await until(exchange, 'ExchangeSettled');
    while ((await app.get(Reactors).status()).some(({ lag }) => lag > 0)) await sleep(20);
    clock.set('2024-06-07T10:00:00Z');
    await until(exchange, 'ExchangeReminded');
    expect(await types(exchange)).toEqual([
      'ExchangeProposed',
      'ExchangeAccepted',
      'ExchangeAccepted',
      'ExchangeReserved',
      'HouseholdInformed',
      'HouseholdInformed',
      'RecouplingRequested',
      'RecouplingConfirmed',
      'RecouplingConfirmed',
      'ExchangeSettled',
      'ExchangeReminded',
    ]);
  });
});
