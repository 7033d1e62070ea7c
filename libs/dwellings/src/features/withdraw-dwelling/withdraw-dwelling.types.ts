import { LocalDateScalar, MutationPayload } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { DwellingWithdrawal } from '../../domain/dwelling.events.js';
import { DwellingWithdrawalEnum } from '../dwelling.enums.js';
import { DwellingReference } from '../dwelling-reference.type.js';

@InputType()
export class DwellingWithdrawInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  dwelling!: string;

  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => DwellingWithdrawalEnum)
  reason!: DwellingWithdrawal;
}

@ObjectType()
export class DwellingWithdrawPayload extends MutationPayload {
  @Field(() => DwellingReference, { nullable: true })
  result!: DwellingReference | null;
}
