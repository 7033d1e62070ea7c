import { MutationPayload } from '#libs/graphql';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';

@InputType()
export class ForumAnswerInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID)
  post!: string;

  @Field(() => String, { description: 'At most 4000 characters; about practice, never about a household.' })
  text!: string;
}

@ObjectType('GivenForumAnswer')
export class GivenAnswerType {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  post!: string;
}

@ObjectType()
export class ForumAnswerPayload extends MutationPayload {
  @Field(() => GivenAnswerType, { nullable: true })
  result!: GivenAnswerType | null;
}
