import { InstantScalar, listSize, MutationPayload } from '#libs/graphql';
import type { Instant } from '#libs/kernel';
import { Extensions, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ExchangeDeadline, ExchangeEnd } from '../domain/exchange.events.js';
import type { ExchangeStatus } from '../domain/exchange.js';
import { ExchangeDeadlineEnum, ExchangeStatusEnum } from '../read-model/words.enums.js';
import { ExchangeEndEnum } from './words.enums.js';

@ObjectType('ExchangeTerm')
class ExchangeTermType {
  @Field(() => ExchangeDeadlineEnum)
  of!: ExchangeDeadline;

  @Field(() => InstantScalar)
  dueAt!: Instant;
}

@ObjectType('ExchangeStanding', { description: 'How an exchange stands after a command.' })
export class ExchangeStandingType {
  @Field(() => ID)
  exchange!: string;

  @Field(() => ExchangeStatusEnum)
  status!: ExchangeStatus;

  @Field(() => ExchangeEndEnum, { nullable: true })
  end!: ExchangeEnd | null;

  @Field(() => ExchangeTermType, { nullable: true, description: 'What is due next; null: nothing has a term.' })
  deadline!: ExchangeTermType | null;

  @Field(() => [Int], { description: 'Legs that COA was asked to move back, and has not yet.' })
  @Extensions(listSize(6))
  openReversals!: number[];
}

/** Of the notes that commands take. */
export const NOTE_ASKED =
  'About the household of the leg; sealed with its key. Of a household that was forgotten it is not kept.';

/** Of every command on an exchange that is there already. */
@ObjectType({ isAbstract: true })
export abstract class ExchangePayload extends MutationPayload {
  @Field(() => ExchangeStandingType, { nullable: true })
  result!: ExchangeStandingType | null;
}
