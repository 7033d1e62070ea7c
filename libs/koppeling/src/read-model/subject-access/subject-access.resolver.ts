import type { Identity } from '#libs/access';
import {
  CallerIdentity,
  InstantScalar,
  listSize,
  LocalDateScalar,
  MunicipalityCodeScalar,
  orThrow,
  PositionScalar,
} from '#libs/graphql';
import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Extensions, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { HouseholdProfileType } from '../household-needs.types.js';
import { ReadSubjectAccess, type OpenedText, type RecordedFact, type SubjectAccess } from './subject-access.query.js';

@ObjectType('OpenedText')
class OpenedTextType implements OpenedText {
  @Field(() => String, { description: 'profile, reason or note.' })
  what!: OpenedText['what'];

  @Field(() => String)
  text!: string;
}

@ObjectType('RecordedFact')
class RecordedFactType implements RecordedFact {
  @Field(() => String, { description: 'By what it is held: household, dwelling or exchange.' })
  held!: RecordedFact['held'];

  @Field(() => PositionScalar)
  position!: number;

  @Field(() => InstantScalar)
  recordedAt!: Instant;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which it happened.' })
  on!: LocalDate | null;

  @Field(() => String, { description: 'The word for it in the log.' })
  event!: string;

  @Field(() => String, { description: 'Dutch, for the person.' })
  description!: string;

  @Field(() => [OpenedTextType], { description: 'What was written with it.' })
  @Extensions(listSize(1))
  texts!: readonly OpenedTextType[];
}

@ObjectType('SubjectAccess', {
  description:
    'What is held about a household, by itself and by the dwellings and exchanges that it was in, for the people themselves.',
})
class SubjectAccessType implements SubjectAccess {
  @Field(() => ID)
  household!: string;

  @Field(() => PositionScalar)
  position!: number;

  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => HouseholdProfileType, { nullable: true })
  profile!: SubjectAccess['profile'];

  @Field(() => InstantScalar, { nullable: true, description: 'Null: it is not forgotten.' })
  forgottenAt!: Instant | null;

  @Field(() => String, { description: 'Dutch, for the person.' })
  explanation!: string;

  @Field(() => [RecordedFactType], { description: 'In the order in which it was recorded.' })
  @Extensions(listSize(50))
  facts!: readonly RecordedFactType[];
}

@Resolver(() => SubjectAccessType)
export class SubjectAccessResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => SubjectAccessType, {
    description:
      'What is held about a household, by itself and by the dwellings and exchanges that it was in, as it stands in the log.',
  })
  async subjectAccess(
    @CallerIdentity() identity: Identity,
    @Args('household', { type: () => ID }) household: string,
  ): Promise<SubjectAccess> {
    return orThrow(await this.queries.execute(new ReadSubjectAccess(identity, household)));
  }
}
