import { LocalDateScalar, MunicipalityCodeScalar, MutationPayload } from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { ObstacleKind } from '../../domain/forum.events.js';
import { ObstacleKindEnum } from '../words.enums.js';

@InputType()
export class ObstacleRaiseInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => ObstacleKindEnum)
  kind!: ObstacleKind;

  @Field(() => String, { description: 'At most 150 characters; about practice, never about a household.' })
  title!: string;

  @Field(() => String, { description: 'At most 4000 characters; about practice, never about a household.' })
  text!: string;

  @Field(() => Int, { nullable: true, description: 'Dwellings that it holds up.' })
  dwellings?: number | null;

  @Field(() => Int, { nullable: true, description: 'Places for people that it holds up.' })
  places?: number | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Left out: today.' })
  on?: LocalDate | null;
}

@ObjectType('RaisedObstacle')
export class RaisedObstacleType {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class ObstacleRaisePayload extends MutationPayload {
  @Field(() => RaisedObstacleType, { nullable: true })
  result!: RaisedObstacleType | null;
}
