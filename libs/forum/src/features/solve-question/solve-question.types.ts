import { MutationPayload } from '#libs/graphql';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';

@InputType()
export class ForumSolveInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => ID, { description: 'The question.' })
  post!: string;

  @Field(() => ID, { description: 'The answer that helped.' })
  answer!: string;
}

@ObjectType('SolvedForumQuestion')
export class SolvedQuestionType {
  @Field(() => ID)
  post!: string;

  @Field(() => ID)
  answer!: string;
}

@ObjectType()
export class ForumSolvePayload extends MutationPayload {
  @Field(() => SolvedQuestionType, { nullable: true })
  result!: SolvedQuestionType | null;
}
