import { LocalDateScalar, MunicipalityCodeScalar, MutationPayload } from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';

@InputType()
export class RegionDefineInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => String, { description: 'RG- and up to 20 capitals or digits.' })
  region!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [MunicipalityCodeScalar], { description: 'At least two; may lie in several provinces.' })
  municipalities!: MunicipalityCode[];

  @Field(() => LocalDateScalar, { description: 'First day on which it is so.' })
  validFrom!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which it no longer is.' })
  validUntil?: LocalDate | null;

  @Field(() => String, { description: 'The decision or agreement that it follows from.' })
  source!: string;
}

@ObjectType('RegionReference')
export class RegionReference {
  @Field(() => String)
  code!: string;
}

@ObjectType()
export class RegionDefinePayload extends MutationPayload {
  @Field(() => RegionReference, { nullable: true })
  result!: RegionReference | null;
}
