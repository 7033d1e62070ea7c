import type { Identity } from '#libs/access';
import {
  CallerIdentity,
  ConnectionArgs,
  connectionOf,
  InstantScalar,
  LocalDateScalar,
  MunicipalityCodeScalar,
  orThrow,
  Paged,
  pageOf,
  PositionScalar,
  toConnection,
  type Connection,
} from '#libs/graphql';
import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { householdKeySchema } from '../household-keys.js';
import type { CoaDifferenceKind, CoaResolution } from '../../domain/household.events.js';
import { CoaDifferenceEnum, CoaResolutionEnum } from '../household.enums.js';
import { ListCoaDifferences, type CoaDifference, type ResolvedDifference } from './list-coa-differences.query.js';

@ObjectType('ResolvedCoaDifference', { description: 'What came of a difference with COA.' })
class ResolvedCoaDifferenceType implements ResolvedDifference {
  @Field(() => CoaResolutionEnum)
  resolution!: CoaResolution;

  @Field(() => String, {
    nullable: true,
    description: 'Null: none, not yours to read, or the household was forgotten.',
  })
  note!: string | null;

  @Field(() => String, { description: 'Who said so.' })
  by!: string;

  @Field(() => InstantScalar)
  at!: Instant;
}

@ObjectType('CoaDifference', {
  description: 'What COA last stated of a household is not what we say of it now; or was not, when it was resolved.',
})
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

  @Field(() => ResolvedCoaDifferenceType, { nullable: true, description: 'Null: it is open.' })
  resolved!: ResolvedCoaDifferenceType | null;
}

const CoaDifferenceConnection = connectionOf(CoaDifferenceType, 'CoaDifference');

@ArgsType()
class CoaDifferencesArgs extends ConnectionArgs {
  @Field(() => MunicipalityCodeScalar, { description: 'To which it is coupled by us, or by COA.' })
  municipality!: MunicipalityCode;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Those that were resolved, instead of those that are open.',
  })
  resolved!: boolean;

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
    const { municipality, resolved, atLeast = null } = args;
    const found = orThrow(
      await this.queries.execute(new ListCoaDifferences(identity, { municipality, resolved, atLeast, page })),
    );
    return toConnection(found, page, ({ household }) => household);
  }
}
