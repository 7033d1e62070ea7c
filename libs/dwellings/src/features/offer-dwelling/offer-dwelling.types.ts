import { MunicipalityCodeScalar, MutationPayload } from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DwellingReference } from '../dwelling-reference.type.js';
import { DwellingTermsFields } from '../dwelling-terms.type.js';

@InputType()
export class DwellingOfferInput extends DwellingTermsFields {
  @Field(() => ID)
  commandId!: string;

  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => String, { description: 'Number by which the municipality knows it, as a BAG id.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'Where it comes from: a letter, a list.' })
  source?: string | null;
}

@ObjectType()
export class DwellingOfferPayload extends MutationPayload {
  @Field(() => DwellingReference, { nullable: true })
  result!: DwellingReference | null;
}
