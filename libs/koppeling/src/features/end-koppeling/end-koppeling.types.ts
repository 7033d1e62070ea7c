import { InstantScalar, LocalDateScalar } from '#libs/graphql';
import type { Instant, LocalDate } from '#libs/kernel';
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { EndReason } from '../../domain/household.commands.js';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';
import { KoppelingEndEnum } from '../words.enums.js';

@InputType()
export class KoppelingEndInput extends HouseholdInputFields {
  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => KoppelingEndEnum)
  reason!: EndReason;

  @Field(() => String, { nullable: true, description: 'Kept sealed; refused where it names somebody.' })
  note?: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;
}

@ObjectType()
export class KoppelingEndPayload extends ChangedHouseholdPayload {}
