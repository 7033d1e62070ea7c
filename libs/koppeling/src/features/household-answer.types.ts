import { LocalDateScalar, MunicipalityCodeScalar, MutationPayload } from '#libs/graphql';
import type { LocalDate, MunicipalityCode } from '#libs/kernel';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { HouseholdStatusEnum } from '../read-model/household.enums.js';
import type { ChangedHousehold, HousedHousehold } from './household-answer.js';

@ObjectType('ChangedHousehold', { description: 'How a household stands after the command.' })
export class ChangedHouseholdType implements ChangedHousehold {
  @Field(() => ID)
  household!: string;

  @Field(() => MunicipalityCodeScalar, { description: 'Of the koppeling.' })
  municipality!: MunicipalityCode;

  @Field(() => HouseholdStatusEnum)
  status!: ChangedHousehold['status'];

  @Field(() => Int)
  persons!: number;

  @Field(() => Int, { description: 'Persons still to be housed.' })
  toHouse!: number;
}

@ObjectType('CountedPersons', { description: 'A row of the ledger, as it reads now.' })
class CountedPersonsType {
  @Field(() => MunicipalityCodeScalar, { description: 'For whose taakstelling they count.' })
  municipality!: MunicipalityCode;

  @Field(() => LocalDateScalar, { description: 'The day that decides the period.' })
  on!: LocalDate;

  @Field(() => Int, { description: 'Negative: taken back.' })
  persons!: number;

  @Field(() => String)
  kind!: string;

  @Field(() => String, { nullable: true, description: 'The named action behind a one-off realisation.' })
  oneOff!: string | null;
}

@ObjectType('HousedHousehold', { description: 'A household with where it lives and for whom it counts.' })
export class HousedHouseholdType implements HousedHousehold {
  @Field(() => ChangedHouseholdType)
  household!: ChangedHouseholdType;

  @Field(() => ID, { nullable: true, description: 'Of the stay; null: it lives nowhere that we know of.' })
  stay!: string | null;

  @Field(() => [CountedPersonsType], { description: 'Empty: it does not count.' })
  counted!: CountedPersonsType[];
}

@ObjectType({ isAbstract: true })
export abstract class ChangedHouseholdPayload extends MutationPayload {
  @Field(() => ChangedHouseholdType, { nullable: true })
  result!: ChangedHousehold | null;
}

@ObjectType({ isAbstract: true })
export abstract class HousedHouseholdPayload extends MutationPayload {
  @Field(() => HousedHouseholdType, { nullable: true })
  result!: HousedHousehold | null;
}
