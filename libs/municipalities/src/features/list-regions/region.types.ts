import { listSize, LocalDateScalar, MunicipalityCodeScalar } from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { Extensions, Field, ObjectType } from '@nestjs/graphql';

@ObjectType('Region', { description: 'Municipalities that match together; regions may overlap and cross provinces.' })
export class RegionType {
  @Field(() => String, { description: 'RG-…' })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [MunicipalityCodeScalar], { description: 'In order of code.' })
  @Extensions(listSize(100))
  municipalities!: MunicipalityCode[];

  @Field(() => LocalDateScalar, { description: 'First day on which it is so.' })
  validFrom!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which it no longer is; null: no end.' })
  validUntil!: LocalDate | null;

  @Field(() => String, { description: 'The decision or agreement that it follows from.' })
  source!: string;
}
