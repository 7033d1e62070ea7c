import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { SolveQuestion, type SolvedQuestion } from './solve-question.command.js';
import { ForumSolveInput, ForumSolvePayload } from './solve-question.types.js';

@Resolver()
export class SolveQuestionResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ForumSolvePayload, { description: 'Says by which answer a question was solved.' })
  async forumSolve(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ForumSolveInput,
  ): Promise<ForumSolvePayload> {
    const outcome: Result<Commanded<SolvedQuestion>> = await this.commands.execute(
      new SolveQuestion(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
