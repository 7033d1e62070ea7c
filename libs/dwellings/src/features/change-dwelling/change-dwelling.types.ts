import { MutationPayload } from '#libs/graphql';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DwellingReference } from '../dwelling-reference.type.js';
import { DwellingTermsFields } from '../dwelling-terms.type.js';

@InputType()
export class DwellingChangeInput extends DwellingTermsFields {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  dwelling!: string;

  @Field(() => Int, { nullable: true, description: 'The version that you had seen; refused when it moved on.' })
  expectedVersion?: number | null;
}

@ObjectType()
export class DwellingChangePayload extends MutationPayload {
  @Field(() => DwellingReference, { nullable: true })
  result!: DwellingReference | null;
}
