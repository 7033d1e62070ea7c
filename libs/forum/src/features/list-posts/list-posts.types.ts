import {
  connectionOf,
  ConnectionArgs,
  InstantScalar,
  listSize,
  MunicipalityCodeScalar,
  PositionScalar,
} from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { ArgsType, Extensions, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { MOST_TOPICS, type Audience, type PostKind } from '../../domain/forum.events.js';
import { AudienceEnum, PostKindEnum } from '../words.enums.js';

@ObjectType('ForumAuthor', { description: 'Who wrote it: role and municipality, never a person.' })
export class AuthorType {
  @Field(() => String, { description: 'Role of the author: municipality, coordinator, …' })
  role!: string;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Null: of no single municipality.' })
  municipality!: string | null;
}

@ObjectType('ForumPost', { description: 'A question or an experience, about practice.' })
export class PostType {
  @Field(() => ID)
  id!: string;

  @Field(() => PostKindEnum)
  kind!: PostKind;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'The municipality that it is about.' })
  municipality!: string | null;

  @Field(() => AudienceEnum)
  audience!: Audience;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  text!: string;

  @Field(() => [String])
  @Extensions(listSize(MOST_TOPICS))
  topics!: string[];

  @Field(() => AuthorType)
  author!: AuthorType;

  @Field(() => InstantScalar)
  placedAt!: string;

  @Field(() => Int, { description: 'How many answers it has.' })
  answers!: number;

  @Field(() => ID, { nullable: true, description: 'The answer by which a question was solved.' })
  solvedBy!: string | null;
}

export const PostConnection = connectionOf(PostType, 'ForumPost');

@ArgsType()
export class PostsArgs extends ConnectionArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Words in title, topics, text or answers, at most 200 characters; knows "quotes", OR and -. Best first.',
  })
  search?: string | null;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Only what is about this municipality.' })
  municipality?: MunicipalityCode | null;

  @Field(() => PostKindEnum, { nullable: true })
  kind?: PostKind | null;

  @Field(() => String, { nullable: true, description: 'Only what has this topic.' })
  topic?: string | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Position of the log that the answer must reflect.' })
  atLeast?: number | null;
}
