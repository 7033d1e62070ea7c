import { InstantScalar, LocalDateScalar, MunicipalityCodeScalar, MutationPayload } from '#libs/graphql';
import type { Instant, LocalDate, MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Administration } from '../../domain/taakstelling.events.js';
import { AdministrationEnum } from '../words.enums.js';

@InputType({ isAbstract: true })
class CountedRowFields {
  @Field(() => MunicipalityCodeScalar)
  municipality!: MunicipalityCode;

  @Field(() => LocalDateScalar, { description: 'The day of the move; it decides the period.' })
  on!: LocalDate;

  @Field(() => Int, { description: 'Negative where persons are taken off, which needs a reason.' })
  persons!: number;

  @Field(() => String, { description: 'Kind of housing, a word of the figures policy: regular, har, nidos-kso, …' })
  kind!: string;

  @Field(() => AdministrationEnum, { nullable: true, description: 'Left out: coa.' })
  administration?: Administration | null;

  @Field(() => String, { nullable: true, description: 'The named action behind a one-off realisation.' })
  oneOff?: string | null;
}

@InputType()
export class CountedRowInput extends CountedRowFields {}

@InputType()
export class RealisationRecordInput extends CountedRowFields {
  @Field(() => ID)
  commandId!: string;

  @Field(() => String)
  source!: string;

  @Field(() => String, { nullable: true })
  reason?: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the moment of recording.' })
  knownAt?: Instant | null;

  @Field(() => String, { nullable: true })
  remark?: string | null;
}

@ObjectType('RecordedRealisation')
export class RecordedRealisationType {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class RealisationRecordPayload extends MutationPayload {
  @Field(() => RecordedRealisationType, { nullable: true })
  result!: RecordedRealisationType | null;
}
