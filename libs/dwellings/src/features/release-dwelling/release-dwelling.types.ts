import { MutationPayload } from '#libs/graphql';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DwellingReference } from '../dwelling-reference.type.js';

@InputType()
export class DwellingReleaseInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  dwelling!: string;
}

@ObjectType()
export class DwellingReleasePayload extends MutationPayload {
  @Field(() => DwellingReference, { nullable: true })
  result!: DwellingReference | null;
}
