import { InstantScalar, LocalDateScalar, MutationPayload, PeriodScalar, ScopeScalar } from '#libs/graphql';
import type { Instant, LocalDate, Period, Scope } from '#libs/kernel';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { PublishedFigure, Publisher } from '../../domain/taakstelling.events.js';
import { PublishedFigureEnum, PublisherEnum } from '../words.enums.js';

@InputType()
export class FigurePublishInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ScopeScalar)
  scope!: Scope;

  @Field(() => PeriodScalar)
  period!: Period;

  @Field(() => PublishedFigureEnum)
  figure!: PublishedFigure;

  @Field(() => Int, { description: 'Persons, or a whole percentage; a positive balance is a voorsprong.' })
  value!: number;

  @Field(() => LocalDateScalar, { description: 'The first day that no longer counts.' })
  asOf!: LocalDate;

  @Field(() => PublisherEnum)
  source!: Publisher;

  @Field(() => LocalDateScalar)
  publishedOn!: LocalDate;

  @Field(() => InstantScalar, { nullable: true, description: 'Left out: the start of publishedOn.' })
  knownAt?: Instant | null;

  @Field(() => String, { nullable: true })
  remark?: string | null;

  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null;
}

@ObjectType('Publication')
export class PublicationType {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class FigurePublishPayload extends MutationPayload {
  @Field(() => PublicationType, { nullable: true })
  result!: PublicationType | null;
}
