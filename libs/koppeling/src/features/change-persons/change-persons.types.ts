import { InstantScalar, LocalDateScalar } from '#libs/graphql';
import type { Instant, LocalDate } from '#libs/kernel';
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { PersonsChange } from '../../domain/household.events.js';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';
import { PersonsChangeEnum } from '../words.enums.js';

@InputType()
export class HouseholdChangePersonsInput extends HouseholdInputFields {
  @Field(() => Int, { description: 'How many it has from now on.' })
  persons!: number;

  @Field(() => PersonsChangeEnum)
  cause!: PersonsChange;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => String, { nullable: true, description: 'Kept sealed; refused where it names somebody.' })
  note?: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;
}

@ObjectType()
export class HouseholdChangePersonsPayload extends ChangedHouseholdPayload {}
