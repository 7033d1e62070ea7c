import {
  listSize,
  InstantScalar,
  LocalDateScalar,
  MunicipalityCodeScalar,
  PeriodScalar,
  PositionScalar,
} from '#libs/graphql';
import { Extensions, Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType('Assessment', { description: 'The trede of the interventieladder that a municipality was given.' })
export class AssessmentType {
  @Field(() => MunicipalityCodeScalar)
  municipality!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int, { description: '1 to 6.' })
  trede!: number;

  @Field(() => LocalDateScalar)
  approvedOn!: string;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'Footnote, shown with it.' })
  remark!: string | null;
}

@ObjectType()
export class TredeCount {
  @Field(() => Int)
  trede!: number;

  @Field(() => Int, { description: 'Municipalities on this trede.' })
  municipalities!: number;
}

@ObjectType('Assessments')
export class AssessmentsType {
  @Field(() => PeriodScalar)
  period!: string;

  @Field(() => String)
  province!: string;

  @Field(() => InstantScalar, { nullable: true })
  knownAt!: string | null;

  @Field(() => PositionScalar, { description: 'Position of the log that the answer reflects.' })
  position!: number;

  @Field(() => [AssessmentType], { description: 'By name of municipality.' })
  @Extensions(listSize(60))
  assessments!: AssessmentType[];

  @Field(() => [TredeCount], { description: 'For each trede that occurs.' })
  @Extensions(listSize(10))
  counts!: TredeCount[];
}
