import { LocalDateScalar, MutationPayload } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DwellingReference } from '../dwelling-reference.type.js';

@InputType()
export class DwellingReserveInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  dwelling!: string;

  @Field(() => ID, { nullable: true, description: 'Pseudonym of the household that it is kept for.' })
  household?: string | null;

  @Field(() => LocalDateScalar, { description: 'First day on which the reservation no longer holds.' })
  until!: LocalDate;
}

@ObjectType()
export class DwellingReservePayload extends MutationPayload {
  @Field(() => DwellingReference, { nullable: true })
  result!: DwellingReference | null;
}
