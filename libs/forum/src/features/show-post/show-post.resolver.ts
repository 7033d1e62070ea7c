import type { Identity } from '#libs/access';
import { CallerIdentity, orThrow, PositionScalar } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { ShowPost, type ShownThread } from './show-post.query.js';
import { ThreadType } from './show-post.types.js';

@Resolver()
export class ShowPostResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => ThreadType, { description: 'A question or an experience with its answers.' })
  async forumPost(
    @CallerIdentity() identity: Identity,
    @Args('id', { type: () => ID }) id: string,
    @Args('atLeast', { type: () => PositionScalar, nullable: true }) atLeast?: number | null,
  ): Promise<ThreadType> {
    const answer: Result<ShownThread> = await this.queries.execute(new ShowPost(identity, id, atLeast ?? null));
    const { position, post, answers } = orThrow(answer);
    return { position, post: { ...post, topics: [...post.topics] }, answers: [...answers] };
  }
}
