import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { AnswerPost, type GivenAnswer } from './answer-post.command.js';
import { ForumAnswerInput, ForumAnswerPayload } from './answer-post.types.js';

@Resolver()
export class AnswerPostResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ForumAnswerPayload, { description: 'Answers a question, or an experience.' })
  async forumAnswer(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ForumAnswerInput,
  ): Promise<ForumAnswerPayload> {
    const outcome: Result<Commanded<GivenAnswer>> = await this.commands.execute(
      new AnswerPost(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
