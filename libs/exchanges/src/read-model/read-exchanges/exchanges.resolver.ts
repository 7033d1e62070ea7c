import { policyOutcome, type Identity } from '#libs/access';
import {
  CallerIdentity,
  ConnectionArgs,
  connectionOf,
  LiveStates,
  MunicipalityCodeScalar,
  orThrow,
  Paged,
  pageOf,
  PositionScalar,
  toConnection,
  type Connection,
} from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { householdStream } from '#libs/koppeling';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Query, Resolver, Subscription } from '@nestjs/graphql';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { ExchangeStatus } from '../../domain/exchange.js';
import { ExchangeType, OpenExchangesType, toExchange } from '../exchange.types.js';
import { EXCHANGES, touchedExchange } from '../exchanges.projection.js';
import { ExchangeStatusEnum } from '../words.enums.js';
import { ListExchanges, ReadExchange, ReadOpenExchanges, type OpenExchanges } from './read-exchanges.query.js';

const cursor = z.tuple([z.int().min(0)]);
const ExchangeConnection = connectionOf(ExchangeType, 'Exchange');

@ArgsType()
export class ExchangeArgs {
  @Field(() => ID)
  id!: string;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@ArgsType()
export class ExchangesArgs extends ConnectionArgs {
  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'One that takes part. Default: your own.' })
  municipality?: MunicipalityCode | null;

  @Field(() => String, { nullable: true, description: 'RG-… or PV26: whose municipalities all lie in it.' })
  region?: string | null;

  @Field(() => ExchangeStatusEnum, { nullable: true })
  status?: ExchangeStatus | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@Resolver(() => ExchangeType)
export class ExchangesResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly live: LiveStates,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
  ) {}

  @Query(() => ExchangeType, {
    description: 'One exchange, as far as you may see it. NOT_FOUND: not there, or not for you.',
  })
  async exchange(@CallerIdentity() identity: Identity, @Args() { id, atLeast }: ExchangeArgs): Promise<ExchangeType> {
    const question = { exchange: id, atLeast: atLeast ?? null };
    return toExchange(orThrow(await this.queries.execute(new ReadExchange(identity, question))));
  }

  @Query(() => ExchangeConnection, { description: 'The exchanges that you may see, the latest proposal first.' })
  @Paged()
  async exchanges(
    @CallerIdentity() identity: Identity,
    @Args() args: ExchangesArgs,
  ): Promise<Connection<ExchangeType>> {
    const { municipality = null, region = null, status = null, atLeast = null } = args;
    const page = orThrow(pageOf(args, cursor));
    const question = { municipality, region, status, page, atLeast };
    const found = orThrow(await this.queries.execute(new ListExchanges(identity, question)));
    const { edges, ...rest } = toConnection(found, page, ({ key }) => [...key]);
    return { ...rest, edges: edges.map((edge) => ({ cursor: edge.cursor, node: toExchange(edge.node) })) };
  }

  @Subscription(() => OpenExchangesType, {
    description: 'The open exchanges of a municipality, and again whenever one changes and at local midnight.',
    resolve: ({ exchanges, ...state }: OpenExchanges) => ({ ...state, exchanges: exchanges.map(toExchange) }),
  })
  async exchangesChanged(
    @CallerIdentity() identity: Identity,
    @Args('municipality', { type: () => MunicipalityCodeScalar }) municipality: MunicipalityCode,
  ): Promise<AsyncIterableIterator<OpenExchanges>> {
    const read = async (): Promise<OpenExchanges> =>
      orThrow(await this.queries.execute(new ReadOpenExchanges(identity, municipality)));
    // Refuses at once, before anything is watched: a refusal is the answer to the subscription, not its first state.
    await read();
    let shown: OpenExchanges | null = null;
    let loading = 0;
    // Of the exchanges of a municipality its coordinator may see some only: what moves in the others is told by no newer position.
    const load = async (): Promise<OpenExchanges> => {
      loading++;
      const now = await read().finally(() => loading--);
      const same = shown !== null && isDeepStrictEqual({ ...now, position: shown.position }, shown);
      if (!same) shown = now;
      return shown ?? now;
    };
    const isHousehold = (key: string): boolean => key.startsWith(householdStream(''));
    // Of a leg whose household is not told, something that is written of it may be: then any household could be the one.
    const isOf = (key: string, { exchange, legs }: OpenExchanges['exchanges'][number]): boolean =>
      key === touchedExchange(exchange) ||
      legs.some(({ household }) => (household === null ? isHousehold(key) : key === householdStream(household)));
    // An event that names no municipality is of an exchange that began before it, or of a household in one: of one that is shown, or
    // that is being loaded.
    const concerns = (key: string): boolean =>
      key === municipality ||
      (shown === null || loading > 0
        ? key.startsWith(touchedExchange('')) || isHousehold(key)
        : shown.exchanges.some((one) => isOf(key, one)));
    return this.live.watch(`exchanges/${policyOutcome(identity)}/${municipality}`, load, (changed) =>
      this.host.onChanged(EXCHANGES, ({ touched }) => {
        // After a rebuild a state may differ at the position that was shown before.
        if (touched === '*') changed(true);
        else if (touched.some(concerns)) changed();
      }),
    );
  }
}
