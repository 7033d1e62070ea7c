import {
  connectionOf,
  InstantScalar,
  listSize,
  LocalDateScalar,
  MunicipalityCodeScalar,
  PositionScalar,
} from '#libs/graphql';
import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import { Extensions, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { DwellingAccess, DwellingKind, DwellingWithdrawal } from '../domain/dwelling.events.js';
import {
  DwellingAccessEnum,
  DwellingHoldEnum,
  DwellingKindEnum,
  DwellingStateEnum,
  DwellingViewEnum,
  DwellingWithdrawalEnum,
} from '../features/dwelling.enums.js';
import type { DwellingHoldKind, DwellingState } from './dwelling-row.js';
import type { DwellingView } from './dwelling-visibility.js';
import type { SeenDwelling } from './seen-dwelling.js';

@ObjectType('DwellingHold', { description: 'Who keeps a dwelling out of reach of others.' })
export class DwellingHoldType {
  @Field(() => DwellingHoldEnum)
  kind!: DwellingHoldKind;

  @Field(() => ID, { nullable: true })
  exchange!: string | null;

  @Field(() => ID, { nullable: true, description: 'Pseudonym of the household that it is kept for.' })
  household!: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it no longer holds; null: when it is let go.' })
  until!: Instant | null;
}

@ObjectType('DwellingOccupant')
export class DwellingOccupantType {
  @Field(() => ID, { description: 'Pseudonym of the household.' })
  household!: string;

  @Field(() => Int)
  persons!: number;

  @Field(() => LocalDateScalar, { description: 'Day of the move.' })
  since!: LocalDate;
}

@ObjectType('DwellingWithdrawn')
export class DwellingWithdrawnType {
  @Field(() => LocalDateScalar)
  on!: LocalDate;

  @Field(() => DwellingWithdrawalEnum)
  reason!: DwellingWithdrawal;
}

@ObjectType('Dwelling', { description: 'A dwelling that a municipality offers; what you may not see is null.' })
export class DwellingType {
  @Field(() => ID)
  id!: string;

  @Field(() => DwellingViewEnum, { description: 'How much of it you see.' })
  view!: DwellingView;

  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => String, { nullable: true, description: 'Number by which the municipality knows it.' })
  key!: string | null;

  @Field(() => DwellingKindEnum)
  kind!: DwellingKind;

  @Field(() => Int, { description: '0 for a studio.' })
  bedrooms!: number;

  @Field(() => Int)
  minPersons!: number;

  @Field(() => Int)
  maxPersons!: number;

  @Field(() => DwellingAccessEnum)
  access!: DwellingAccess;

  @Field(() => Int, { nullable: true, description: 'Euro cents a month; null: not known yet.' })
  rent!: number | null;

  @Field(() => LocalDateScalar, { description: 'First day on which somebody can live there.' })
  from!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which it can no longer be had.' })
  until!: LocalDate | null;

  @Field(() => [String], { description: 'Words of the dwellings policy.' })
  @Extensions(listSize(10))
  conditions!: string[];

  @Field(() => String, { nullable: true })
  corporation!: string | null;

  @Field(() => DwellingStateEnum)
  state!: DwellingState;

  @Field(() => DwellingHoldType, { nullable: true })
  hold!: DwellingHoldType | null;

  @Field(() => DwellingOccupantType, { nullable: true })
  occupant!: DwellingOccupantType | null;

  @Field(() => DwellingWithdrawnType, { nullable: true })
  withdrawal!: DwellingWithdrawnType | null;

  @Field(() => Int, {
    description: 'Days that it could be had and nobody lived there, up to the move, the withdrawal or today.',
  })
  daysVacant!: number;

  @Field(() => Int, { description: 'For expectedVersion of dwellingChange.' })
  version!: number;
}

export const DwellingConnection = connectionOf(DwellingType, 'Dwelling');

export const toDwelling = ({ conditions, ...dwelling }: SeenDwelling): DwellingType => ({
  ...dwelling,
  conditions: [...conditions],
});

@ObjectType('DwellingVacancy')
export class DwellingVacancyType {
  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => Int, { description: 'Dwellings that are empty today.' })
  vacant!: number;

  @Field(() => Float, { description: 'Median of the days that each of them could be had.' })
  medianDays!: number;
}

@ObjectType('DwellingVacancies')
export class DwellingVacanciesType {
  @Field(() => LocalDateScalar)
  asOf!: LocalDate;

  @Field(() => PositionScalar, { description: 'Position of the log that the answer reflects.' })
  position!: number;

  @Field(() => [DwellingVacancyType], {
    description: 'In order of code; those without an empty dwelling are left out.',
  })
  @Extensions(listSize(342))
  municipalities!: DwellingVacancyType[];
}
