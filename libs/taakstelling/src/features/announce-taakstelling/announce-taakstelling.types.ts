import { InstantScalar, LocalDateScalar, MunicipalityCodeScalar, MutationPayload, PeriodScalar } from '#libs/graphql';
import type { Instant, LocalDate, MunicipalityCode, Period } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { TaakstellingState } from '../../domain/taakstelling.events.js';
import { TaakstellingStateEnum } from '../words.enums.js';

@InputType()
export class TaakstellingAnnounceInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => PeriodScalar)
  period!: Period;

  @Field(() => Int)
  persons!: number;

  @Field(() => LocalDateScalar)
  announcedOn!: LocalDate;

  @Field(() => String)
  source!: string;

  @Field(() => TaakstellingStateEnum, {
    nullable: true,
    description: 'Left out: fixed for the first, adjusted for a later one.',
  })
  state?: TaakstellingState | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the start of announcedOn.' })
  knownAt?: Instant | null;

  @Field(() => String, { nullable: true, description: 'Footnote with every figure that uses it.' })
  remark?: string | null;

  @Field(() => Int, { nullable: true, description: 'Version of the taakstelling that you had seen.' })
  expectedVersion?: number | null;
}

@ObjectType('AnnouncedTaakstelling')
export class AnnouncedTaakstellingType {
  @Field(() => MunicipalityCodeScalar)
  municipality!: string;

  @Field(() => PeriodScalar)
  period!: string;

  @Field(() => Int)
  persons!: number;

  @Field(() => LocalDateScalar)
  announcedOn!: string;

  @Field(() => TaakstellingStateEnum)
  state!: TaakstellingState;
}

@ObjectType()
export class TaakstellingAnnouncePayload extends MutationPayload {
  @Field(() => AnnouncedTaakstellingType, { nullable: true })
  result!: AnnouncedTaakstellingType | null;
}
