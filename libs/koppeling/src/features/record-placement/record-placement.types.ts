import { InstantScalar } from '#libs/graphql';
import type { Instant } from '#libs/kernel';
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { HousedHouseholdPayload } from '../household-answer.types.js';
import { StayInputFields } from '../household-input.types.js';

@InputType()
export class PlacementRecordInput extends StayInputFields {
  @Field(() => Int, { nullable: true, description: 'How many moved. Left out: all who are still to be housed.' })
  persons?: number | null;

  @Field(() => String, { nullable: true, description: 'The named action behind a one-off realisation.' })
  oneOff?: string | null;

  @Field(() => String, { nullable: true, description: 'Kept sealed; refused where it names somebody.' })
  note?: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;
}

@ObjectType()
export class PlacementRecordPayload extends HousedHouseholdPayload {}
