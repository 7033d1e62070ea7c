import { LocalDateScalar, MunicipalityCodeScalar } from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { Field, Float, InputType, Int } from '@nestjs/graphql';
import type { AccessNeed } from '../../domain/profile.js';
import { AccessNeedEnum } from '../words.enums.js';

@InputType({ description: 'A place that the household is bound to. Why stays with the municipality.' })
class HouseholdTieInput {
  @Field(() => Float)
  lat!: number;

  @Field(() => Float)
  lon!: number;

  @Field(() => Int)
  maxKm!: number;

  @Field(() => Boolean, { description: 'A hard tie without proof counts as a soft one.' })
  hard!: boolean;

  @Field(() => Boolean)
  proofSeen!: boolean;
}

@InputType()
class ExpectedNareisInput {
  @Field(() => Int)
  persons!: number;

  @Field(() => LocalDateScalar, { description: 'A day in the month in which they are expected.' })
  month!: LocalDate;
}

@InputType({ description: 'Needs only: there is no field for who people are, and none may be added.' })
export class HouseholdProfileInput {
  @Field(() => Int)
  bedrooms!: number;

  @Field(() => ExpectedNareisInput, { nullable: true })
  nareis?: ExpectedNareisInput | null;

  @Field(() => AccessNeedEnum, { nullable: true, description: 'Left out: none.' })
  access?: AccessNeed | null;

  @Field(() => Int, { nullable: true, description: 'Euro cents a month.' })
  maxRent?: number | null;

  @Field(() => [HouseholdTieInput], { nullable: true })
  ties?: HouseholdTieInput[] | null;

  @Field(() => [MunicipalityCodeScalar], {
    nullable: true,
    description: 'Municipalities that are out of the question.',
  })
  excluded?: MunicipalityCode[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Left out of exchanges. Left out here: false.' })
  notForExchange?: boolean | null;
}
