import { InstantScalar, LocalDateScalar, MunicipalityCodeScalar } from '#libs/graphql';
import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ChangedHouseholdPayload } from '../household-answer.types.js';

@InputType()
export class KoppelingMoveInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  household!: string;

  @Field(() => MunicipalityCodeScalar)
  to!: MunicipalityCode;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => String, { description: 'A list, a letter, the name of a file.' })
  source!: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;
}

@ObjectType()
export class KoppelingMovePayload extends ChangedHouseholdPayload {}
