import { MutationPayload } from '#libs/graphql';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { Withdrawal } from '../../domain/forum.events.js';
import { WithdrawalEnum } from '../words.enums.js';

@InputType()
export class ForumWithdrawInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  post!: string;

  @Field(() => ID, { nullable: true, description: 'Left out: the post itself, with all of its answers.' })
  answer?: string | null;

  @Field(() => WithdrawalEnum)
  reason!: Withdrawal;
}

@ObjectType('WithdrawnForumText')
export class WithdrawnTextType {
  @Field(() => ID)
  post!: string;

  @Field(() => ID, { nullable: true, description: 'Null: the post itself.' })
  answer!: string | null;
}

@ObjectType()
export class ForumWithdrawPayload extends MutationPayload {
  @Field(() => WithdrawnTextType, { nullable: true })
  result!: WithdrawnTextType | null;
}
