import { connectionOf, ConnectionArgs, LocalDateScalar, MunicipalityCodeScalar, PositionScalar } from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ObstacleKind, ObstacleOutcome, SupportTeam } from '../../domain/forum.events.js';
import type { ObstacleState } from '../../domain/obstacle.decider.js';
import { ObstacleKindEnum, ObstacleOutcomeEnum, ObstacleStateEnum, SupportTeamEnum } from '../words.enums.js';

@ObjectType('ObstacleNextStep')
export class NextStepType {
  @Field(() => String)
  text!: string;

  @Field(() => LocalDateScalar, { description: 'Last day on which it is in time.' })
  term!: string;
}

@ObjectType('Obstacle', { description: 'What keeps a municipality from housing people, and what is done about it.' })
export class ObstacleType {
  @Field(() => ID)
  id!: string;

  @Field(() => MunicipalityCodeScalar)
  municipality!: string;

  @Field(() => ObstacleKindEnum)
  kind!: ObstacleKind;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  text!: string;

  @Field(() => Int, { nullable: true, description: 'Dwellings that it holds up; null: not said.' })
  dwellings!: number | null;

  @Field(() => Int, { nullable: true, description: 'Places for people that it holds up; null: not said.' })
  places!: number | null;

  @Field(() => ObstacleStateEnum)
  state!: ObstacleState;

  @Field(() => LocalDateScalar)
  raisedOn!: string;

  @Field(() => SupportTeamEnum, { nullable: true, description: 'The team that has it, or had it last.' })
  team!: SupportTeam | null;

  @Field(() => LocalDateScalar, { nullable: true })
  referredOn!: string | null;

  @Field(() => Int, { description: 'How often it was followed up.' })
  followUps!: number;

  @Field(() => NextStepType, { nullable: true, description: 'What was agreed last; null: nothing, or it is closed.' })
  nextStep!: NextStepType | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which the next step was late.' })
  overdueSince!: string | null;

  @Field(() => ObstacleOutcomeEnum, { nullable: true })
  outcome!: ObstacleOutcome | null;

  @Field(() => LocalDateScalar, { nullable: true })
  closedOn!: string | null;
}

export const ObstacleConnection = connectionOf(ObstacleType, 'Obstacle');

@ArgsType()
export class ObstaclesArgs extends ConnectionArgs {
  @Field(() => MunicipalityCodeScalar, { nullable: true })
  municipality?: MunicipalityCode | null;

  @Field(() => ObstacleStateEnum, { nullable: true })
  state?: ObstacleState | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Position of the log that the answer must reflect.' })
  atLeast?: number | null;
}
