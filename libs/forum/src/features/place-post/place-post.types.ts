import { MunicipalityCodeScalar, MutationPayload } from '#libs/graphql';
import type { MunicipalityCode } from '#libs/kernel';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { Audience, PostKind } from '../../domain/forum.events.js';
import { AudienceEnum, PostKindEnum } from '../words.enums.js';

@InputType()
export class ForumPostInput {
  @Field(() => ID)
  commandId!: string;

  @Field(() => PostKindEnum)
  kind!: PostKind;

  @Field(() => MunicipalityCodeScalar, {
    nullable: true,
    description: 'The municipality that it is about. Left out: one’s own, for who works for one; else none.',
  })
  municipality?: MunicipalityCode | null;

  @Field(() => AudienceEnum)
  audience!: Audience;

  @Field(() => String, { description: 'At most 150 characters; about practice, never about a household.' })
  title!: string;

  @Field(() => String, { description: 'At most 4000 characters; about practice, never about a household.' })
  text!: string;

  @Field(() => [String], { nullable: true, description: 'At most 5 words by which it can be found.' })
  topics?: string[] | null;
}

@ObjectType('PlacedForumPost')
export class PlacedPostType {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class ForumPostPayload extends MutationPayload {
  @Field(() => PlacedPostType, { nullable: true })
  result!: PlacedPostType | null;
}
