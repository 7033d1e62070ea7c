import { InstantScalar, listSize, PositionScalar } from '#libs/graphql';
import { Extensions, Field, ID, ObjectType } from '@nestjs/graphql';
import { MOST_ANSWERS } from '../../domain/forum.events.js';
import { AuthorType, PostType } from '../list-posts/list-posts.types.js';

@ObjectType('ForumAnswer')
export class AnswerType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  text!: string;

  @Field(() => AuthorType)
  author!: AuthorType;

  @Field(() => InstantScalar)
  answeredAt!: string;
}

@ObjectType('ForumThread', { description: 'A post with its answers.' })
export class ThreadType {
  @Field(() => PostType)
  post!: PostType;

  @Field(() => [AnswerType], { description: 'Oldest first.' })
  @Extensions(listSize(MOST_ANSWERS))
  answers!: AnswerType[];

  @Field(() => PositionScalar, { description: 'Position of the log that the answer reflects.' })
  position!: number;
}
