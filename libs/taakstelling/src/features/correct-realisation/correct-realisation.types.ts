import { InstantScalar, MutationPayload } from '#libs/graphql';
import type { Instant } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { CountedRowInput } from '../record-realisation/record-realisation.types.js';

@InputType()
export class RealisationCorrectInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => CountedRowInput, { nullable: true, description: 'The whole row as it should have read.' })
  becomes?: CountedRowInput | null;

  @Field(() => Boolean, { nullable: true, description: 'The row should not have been there; give this or becomes.' })
  withdraw?: boolean | null;

  @Field(() => String)
  reason!: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;

  @Field(() => String, { nullable: true })
  remark?: string | null;

  @Field(() => Int, { nullable: true, description: 'Version of the realisation that you had seen.' })
  expectedVersion?: number | null;
}

@ObjectType('CorrectedRealisation')
export class CorrectedRealisationType {
  @Field(() => ID)
  id!: string;

  @Field(() => Boolean)
  withdrawn!: boolean;
}

@ObjectType()
export class RealisationCorrectPayload extends MutationPayload {
  @Field(() => CorrectedRealisationType, { nullable: true })
  result!: CorrectedRealisationType | null;
}
