import { LocalDateScalar, MunicipalityCodeScalar } from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { Field, Float, ObjectType } from '@nestjs/graphql';

@ObjectType('Province')
export class ProvinceType {
  @Field(() => String, { description: 'PV26' })
  code!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType('Municipality')
export class MunicipalityType {
  @Field(() => MunicipalityCodeScalar)
  code!: MunicipalityCode;

  @Field(() => String)
  name!: string;

  @Field(() => ProvinceType)
  province!: ProvinceType;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which it existed; null: all the time.' })
  validFrom!: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which it no longer existed.' })
  validUntil!: LocalDate | null;

  @Field(() => Float, { description: 'Latitude of its centre, degrees WGS 84.' })
  lat!: number;

  @Field(() => Float, { description: 'Longitude of its centre, degrees WGS 84.' })
  lon!: number;
}
