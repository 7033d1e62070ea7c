import { MutationPayload } from '#libs/graphql';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { ObstacleState } from '../domain/obstacle.decider.js';
import { ObstacleStateEnum } from './words.enums.js';

@ObjectType('ObstacleNow', { description: 'How far an obstacle is after a command.' })
export class ObstacleNowType {
  @Field(() => ID)
  id!: string;

  @Field(() => ObstacleStateEnum)
  state!: ObstacleState;
}

@ObjectType({ isAbstract: true })
export abstract class ObstacleNowPayload extends MutationPayload {
  @Field(() => ObstacleNowType, { nullable: true })
  result!: ObstacleNowType | null;
}
