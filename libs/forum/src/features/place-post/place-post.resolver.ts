import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { PlacePost, type PlacedPost } from './place-post.command.js';
import { ForumPostInput, ForumPostPayload } from './place-post.types.js';

@Resolver()
export class PlacePostResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ForumPostPayload, { description: 'Asks a question or tells an experience.' })
  async forumPost(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ForumPostInput,
  ): Promise<ForumPostPayload> {
    const outcome: Result<Commanded<PlacedPost>> = await this.commands.execute(
      new PlacePost(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
