import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { AnswerChecklist } from './answer-checklist.command.js';
import { ChecklistAnswerInput, ChecklistAnswerPayload } from './answer-checklist.types.js';

@Resolver()
export class AnswerChecklistResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => ChecklistAnswerPayload, {
    description: 'Says for one side of a leg what is taken care of when the household goes.',
  })
  async checklistAnswer(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: ChecklistAnswerInput,
  ): Promise<ChecklistAnswerPayload> {
    const outcome: Standing = await this.commands.execute(new AnswerChecklist(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
