import { listSize, LocalDateScalar, MunicipalityCodeScalar } from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { Extensions, Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { AccessNeed, HouseholdProfile } from '../domain/profile.js';
import type { HouseholdNeeds, TieDistance } from './household-view.js';

/** At most five are taken in. */
const TIES = listSize(5);

@ObjectType('TieDistance', { description: 'How far a place that matters is; not which place, and not why.' })
class TieDistanceType implements TieDistance {
  @Field(() => Int, { description: 'From the place to the centre of the municipality asked about; rounded up to 5.' })
  km!: number;

  @Field(() => Int, { description: 'The distance that it may be.' })
  maxKm!: number;

  @Field(() => Boolean, { description: 'Whether it blocks.' })
  hard!: boolean;

  @Field(() => Boolean, { description: 'Whether the centre lies within that distance.' })
  within!: boolean;
}

@ObjectType('HouseholdNeeds', { description: 'What a dwelling must have, as far as an exchange takes.' })
export class HouseholdNeedsType implements HouseholdNeeds {
  @Field(() => Int)
  bedrooms!: number;

  @Field(() => String, { description: 'none, step-free or wheelchair.' })
  access!: AccessNeed;

  @Field(() => Boolean, { description: 'To be left out of exchanges.' })
  notForExchange!: boolean;

  @Field(() => [TieDistanceType], {
    nullable: true,
    description: 'Null without `toMunicipality`, or where you look for no dwellings there.',
  })
  @Extensions(TIES)
  ties!: readonly TieDistanceType[] | null;
}

@ObjectType('ExpectedNareis')
class ExpectedNareisType {
  @Field(() => Int)
  persons!: number;

  @Field(() => LocalDateScalar, { description: 'A day in the month in which they are expected.' })
  month!: LocalDate;
}

@ObjectType('HouseholdTie', { description: 'A place that the household is bound to. Why stays with the municipality.' })
class HouseholdTieType {
  @Field(() => Float)
  lat!: number;

  @Field(() => Float)
  lon!: number;

  @Field(() => Int)
  maxKm!: number;

  @Field(() => Boolean)
  hard!: boolean;

  @Field(() => Boolean, { description: 'Whether an official saw the proof; a hard tie without it counts as soft.' })
  proofSeen!: boolean;
}

@ObjectType('HouseholdProfile', { description: 'What a dwelling for the household must have, and nothing more.' })
export class HouseholdProfileType {
  @Field(() => Int)
  bedrooms!: number;

  @Field(() => ExpectedNareisType, { nullable: true })
  nareis!: HouseholdProfile['nareis'];

  @Field(() => String, { description: 'none, step-free or wheelchair.' })
  access!: AccessNeed;

  @Field(() => Int, { nullable: true, description: 'Euro cents a month; null: no maximum known.' })
  maxRent!: number | null;

  @Field(() => [HouseholdTieType])
  @Extensions(TIES)
  ties!: HouseholdProfile['ties'];

  @Field(() => [MunicipalityCodeScalar])
  @Extensions(listSize(10))
  excluded!: readonly MunicipalityCode[];

  @Field(() => Boolean)
  notForExchange!: boolean;
}
