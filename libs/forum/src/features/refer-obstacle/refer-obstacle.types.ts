import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { SupportTeam } from '../../domain/forum.events.js';
import { ObstacleNowPayload } from '../obstacle-now.types.js';
import { SupportTeamEnum } from '../words.enums.js';

@InputType()
export class ObstacleReferInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  obstacle!: string;

  @Field(() => SupportTeamEnum)
  team!: SupportTeam;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Left out: today.' })
  on?: LocalDate | null;
}

@ObjectType()
export class ObstacleReferPayload extends ObstacleNowPayload {}
