import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { ObstacleOutcome } from '../../domain/forum.events.js';
import { ObstacleNowPayload } from '../obstacle-now.types.js';
import { ObstacleOutcomeEnum } from '../words.enums.js';

@InputType()
export class ObstacleCloseInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  obstacle!: string;

  @Field(() => ObstacleOutcomeEnum)
  outcome!: ObstacleOutcome;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Left out: today.' })
  on?: LocalDate | null;
}

@ObjectType()
export class ObstacleClosePayload extends ObstacleNowPayload {}
