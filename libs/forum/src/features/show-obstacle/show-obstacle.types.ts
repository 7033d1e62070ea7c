import { listSize, LocalDateScalar, PositionScalar } from '#libs/graphql';
import { Extensions, Field, ObjectType } from '@nestjs/graphql';
import { MOST_FOLLOW_UPS } from '../../domain/forum.events.js';
import { NextStepType, ObstacleType } from '../list-obstacles/list-obstacles.types.js';

@ObjectType('ObstacleFollowUp', { description: 'What was done about an obstacle on a day.' })
export class FollowUpType {
  @Field(() => LocalDateScalar)
  on!: string;

  @Field(() => String)
  text!: string;

  @Field(() => NextStepType, { nullable: true, description: 'What was agreed then.' })
  nextStep!: NextStepType | null;
}

@ObjectType('ObstacleDossier', { description: 'An obstacle with what was done about it.' })
export class DossierType {
  @Field(() => ObstacleType)
  obstacle!: ObstacleType;

  @Field(() => [FollowUpType], { description: 'Oldest first.' })
  @Extensions(listSize(MOST_FOLLOW_UPS))
  followUps!: FollowUpType[];

  @Field(() => PositionScalar, { description: 'Position of the log that the answer reflects.' })
  position!: number;
}
