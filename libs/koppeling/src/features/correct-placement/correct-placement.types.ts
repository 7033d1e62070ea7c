import { InstantScalar, LocalDateScalar } from '#libs/graphql';
import type { Instant, LocalDate } from '#libs/kernel';
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { PlacementCorrectionReason } from '../../domain/household.events.js';
import { HousedHouseholdPayload } from '../household-answer.types.js';
import { HouseholdInputFields } from '../household-input.types.js';
import { PlacementCorrectionEnum } from '../words.enums.js';

@InputType()
export class CorrectedPlacementInput {
  @Field(() => LocalDateScalar, { nullable: true })
  readyOn?: LocalDate | null;

  @Field(() => LocalDateScalar, { description: 'Of the rest or of nareis: the day on which they came.' })
  movedOn!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true })
  registeredOn?: LocalDate | null;

  @Field(() => Int)
  persons!: number;

  @Field(() => String)
  kind!: string;

  @Field(() => String, { nullable: true, description: 'The named action behind a one-off realisation.' })
  oneOff?: string | null;
}

@InputType()
export class PlacementCorrectInput extends HouseholdInputFields {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Day of the counted row. Left out: the placement itself.',
  })
  of?: LocalDate | null;

  @Field(() => CorrectedPlacementInput, { nullable: true, description: 'Left out: the placement is reversed.' })
  becomes?: CorrectedPlacementInput | null;

  @Field(() => PlacementCorrectionEnum)
  reason!: PlacementCorrectionReason;

  @Field(() => String, { nullable: true, description: 'Kept sealed; refused where it names somebody.' })
  note?: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;
}

@ObjectType()
export class PlacementCorrectPayload extends HousedHouseholdPayload {}
