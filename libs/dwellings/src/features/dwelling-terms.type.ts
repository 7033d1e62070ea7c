import { LocalDateScalar } from '#libs/graphql';
import type { LocalDate } from '#libs/kernel';
import { Field, InputType, Int } from '@nestjs/graphql';
import type { DwellingAccess, DwellingKind } from '../domain/dwelling.events.js';
import { DwellingAccessEnum, DwellingKindEnum } from './dwelling.enums.js';

@InputType({ isAbstract: true })
export class DwellingTermsFields {
  @Field(() => DwellingKindEnum, { nullable: true, description: 'Left out: dwelling.' })
  kind?: DwellingKind | null;

  @Field(() => Int, { description: '0 for a studio.' })
  bedrooms!: number;

  @Field(() => Int, { description: 'Fewest persons that it is meant for.' })
  minPersons!: number;

  @Field(() => Int, { description: 'Most persons that may live there.' })
  maxPersons!: number;

  @Field(() => DwellingAccessEnum)
  access!: DwellingAccess;

  @Field(() => Int, { nullable: true, description: 'Euro cents a month; left out: not known yet.' })
  rent?: number | null;

  @Field(() => LocalDateScalar, { description: 'First day on which somebody can live there.' })
  from!: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which it can no longer be had.' })
  until?: LocalDate | null;

  @Field(() => [String], { nullable: true, description: 'Lawful conditions only: words of the dwellings policy.' })
  conditions?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Code of the housing corporation that lets it.' })
  corporation?: string | null;
}
