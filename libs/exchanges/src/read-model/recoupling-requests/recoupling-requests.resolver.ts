import type { Identity } from '#libs/access';
import {
  CallerIdentity,
  ConnectionArgs,
  InstantScalar,
  listSize,
  LocalDateScalar,
  MunicipalityCodeScalar,
  orThrow,
  Paged,
  PageInfoType,
  pageOf,
  PositionScalar,
  toConnection,
} from '#libs/graphql';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Extensions, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { RecouplingRequestStateEnum } from '../words.enums.js';
import { ListRecouplingRequests } from './recoupling-requests.query.js';
import type { RequestState } from './requests.js';

const cursor = z.tuple([z.int().min(1), z.int().min(1), z.boolean()]);

@ObjectType('RecouplingRequest', { description: 'What COA is asked about one leg of an exchange.' })
export class RecouplingRequestType {
  @Field(() => ID)
  exchange!: string;

  @Field(() => Int)
  leg!: number;

  @Field(() => String, { description: 'By which COA and the municipalities speak of it.' })
  reference!: string;

  @Field(() => ID, { nullable: true, description: 'Pseudonym; null: not, or no longer, shown to you.' })
  household!: string | null;

  @Field(() => Int)
  persons!: number;

  @Field(() => MunicipalityCodeScalar, { description: 'Of the move that is asked for.' })
  from!: string;

  @Field(() => MunicipalityCodeScalar)
  to!: string;

  @Field(() => Boolean, {
    description: 'COA moved the koppeling for an exchange that is not to be: it is to move it back.',
  })
  reversal!: boolean;

  @Field(() => LocalDateScalar)
  requestedOn!: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Null: a reversal has no term.' })
  answerBy!: string | null;

  @Field(() => Boolean)
  overdue!: boolean;

  @Field(() => String, { nullable: true, description: 'confirmed, refused or reversed; null: open.' })
  answer!: string | null;

  @Field(() => LocalDateScalar, { nullable: true })
  answeredOn!: string | null;

  @Field(() => String, { nullable: true })
  coaReference!: string | null;
}

@ObjectType('RecouplingRequestEdge')
export class RecouplingRequestEdge {
  @Field(() => String, { description: 'Opaque; leads on to the rows after this one.' })
  cursor!: string;

  @Field(() => RecouplingRequestType)
  node!: RecouplingRequestType;
}

/** As `connectionOf` makes them, with the letter. */
@ObjectType('RecouplingRequestConnection')
export class RecouplingRequestConnection {
  // The rows are counted once, on the query by `Paged`.
  @Field(() => [RecouplingRequestEdge])
  @Extensions(listSize(1))
  edges!: readonly RecouplingRequestEdge[];

  @Field(() => PageInfoType)
  pageInfo!: PageInfoType;

  @Field(() => PositionScalar, { description: 'Position of the log that the answer reflects.' })
  position!: number;

  @Field(() => String, {
    description: 'Letter to COA for the open requests of this page, in Dutch; empty where there are none.',
  })
  text!: string;
}

@ArgsType()
export class RecouplingRequestsArgs extends ConnectionArgs {
  @Field(() => RecouplingRequestStateEnum, { nullable: true, description: 'Default open.' })
  state?: RequestState | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@Resolver(() => RecouplingRequestType)
export class RecouplingRequestsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => RecouplingRequestConnection, { description: 'What COA is asked, the longest waiting first.' })
  @Paged()
  async recouplingRequests(
    @CallerIdentity() identity: Identity,
    @Args() args: RecouplingRequestsArgs,
  ): Promise<RecouplingRequestConnection> {
    const page = orThrow(pageOf(args, cursor));
    const question = { state: args.state ?? 'open', page, atLeast: args.atLeast ?? null } as const;
    const found = orThrow(await this.queries.execute(new ListRecouplingRequests(identity, question)));
    return { ...toConnection(found, page, ({ key }) => [...key]), text: found.text };
  }
}
