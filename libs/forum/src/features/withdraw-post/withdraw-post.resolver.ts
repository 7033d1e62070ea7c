import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { WithdrawPost, type WithdrawnText } from './withdraw-post.command.js';
import { ForumWithdrawInput, ForumWithdrawPayload } from './withdraw-post.types.js';

@Resolver()
export class WithdrawPostResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ForumWithdrawPayload, { description: 'Takes a post, or one of its answers, off the forum.' })
  async forumWithdraw(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ForumWithdrawInput,
  ): Promise<ForumWithdrawPayload> {
    const outcome: Result<Commanded<WithdrawnText>> = await this.commands.execute(
      new WithdrawPost(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
