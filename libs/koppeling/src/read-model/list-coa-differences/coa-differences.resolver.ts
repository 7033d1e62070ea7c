import type { Identity } from '#libs/access';
import {
  CallerIdentity,
  ConnectionArgs,
  connectionOf,
  LocalDateScalar,
  MunicipalityCodeScalar,
  orThrow,
  Paged,
  pageOf,
  PositionScalar,
  toConnection,
  type Connection,
} from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { householdKeySchema } from '../household-keys.js';
import { CoaDifferenceEnum } from '../household.enums.js';
import { ListCoaDifferences, type CoaDifference, type CoaDifferenceKind } from './list-coa-differences.query.js';

@ObjectType('CoaDifference', { description: 'What COA last stated of a household is not what we say of it now.' })
class CoaDifferenceType implements CoaDifference {
  @Field(() => ID)
  household!: string;

  @Field(() => CoaDifferenceEnum)
  kind!: CoaDifferenceKind;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Null: not coupled here, or not yours to see.' })
  ours!: MunicipalityCode | null;

  @Field(() => Int, { nullable: true })
  persons!: number | null;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Null: not on the list of COA.' })
  theirs!: MunicipalityCode | null;

  @Field(() => Int, { nullable: true, description: 'Null: COA did not say.' })
  theirPersons!: number | null;

  @Field(() => LocalDateScalar, { description: 'Day of the list or the answer of COA.' })
  on!: LocalDate;

  @Field(() => String)
  source!: string;
}

const CoaDifferenceConnection = connectionOf(CoaDifferenceType, 'CoaDifference');

@ArgsType()
class CoaDifferencesArgs extends ConnectionArgs {
  @Field(() => MunicipalityCodeScalar, { description: 'To which it is coupled by us, or by COA.' })
  municipality!: MunicipalityCode;

  @Field(() => PositionScalar, { nullable: true, description: 'Wait until this position can be seen.' })
  atLeast?: number | null;
}

@Resolver(() => CoaDifferenceType)
export class CoaDifferencesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => CoaDifferenceConnection, { description: 'Where our koppelingen and those of COA differ, by pseudonym.' })
  @Paged()
  async coaDifferences(
    @CallerIdentity() identity: Identity,
    @Args() args: CoaDifferencesArgs,
  ): Promise<Connection<CoaDifferenceType>> {
    const page = orThrow(pageOf(args, householdKeySchema));
    const { municipality, atLeast = null } = args;
    const found = orThrow(
      await this.queries.execute(new ListCoaDifferences(identity, { municipality, atLeast, page })),
    );
    return toConnection(found, page, ({ household }) => household);
  }
}
