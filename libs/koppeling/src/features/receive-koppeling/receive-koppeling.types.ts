import { InstantScalar, LocalDateScalar } from '#libs/graphql';
import type { Instant, LocalDate } from '#libs/kernel';
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { HouseholdKind } from '../../domain/household.events.js';
import { ChangedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';
import { HouseholdKindEnum } from '../words.enums.js';

@InputType()
export class KoppelingReceiveInput extends HouseholdInputFields {
  @Field(() => Int)
  persons!: number;

  @Field(() => HouseholdKindEnum, {
    nullable: true,
    description: 'Left out: regular, or of a household that returns the kind that it had.',
  })
  kind?: HouseholdKind | null;

  @Field(() => LocalDateScalar, { description: 'The legal clock begins.' })
  permitOn!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Left out: this koppeling is the first.' })
  firstCoupledOn?: LocalDate | null;

  @Field(() => LocalDateScalar)
  coupledOn!: LocalDate;

  @Field(() => String, { description: 'A list, a letter, the name of a file.' })
  source!: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;
}

@ObjectType()
export class KoppelingReceivePayload extends ChangedHouseholdPayload {}
