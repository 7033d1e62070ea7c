import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ObstacleNowPayload } from '../obstacle-now.types.js';

@InputType()
export class ObstacleNextStepInput {
  @Field(() => String, { description: 'At most 500 characters.' })
  text!: string;

  @Field(() => LocalDateScalar, { description: 'Last day on which it is in time.' })
  term!: LocalDate;
}

@InputType()
export class ObstacleFollowUpInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  obstacle!: string;

  @Field(() => String, { description: 'What was done; at most 4000 characters.' })
  text!: string;

  @Field(() => ObstacleNextStepInput, {
    nullable: true,
    description: 'Takes the place of the one before. Left out: nothing is to happen.',
  })
  nextStep?: ObstacleNextStepInput | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Left out: today.' })
  on?: LocalDate | null;
}

@ObjectType()
export class ObstacleFollowUpPayload extends ObstacleNowPayload {}
