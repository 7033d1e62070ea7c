import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { JudgeRefusal } from './judge-refusal.command.js';
import { DwellingRefusalJudgeInput, DwellingRefusalJudgePayload } from './judge-refusal.types.js';

@Resolver()
export class JudgeRefusalResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => DwellingRefusalJudgePayload, { description: 'COA judged the refusal of a dwelling.' })
  async dwellingRefusalJudge(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: DwellingRefusalJudgeInput,
  ): Promise<DwellingRefusalJudgePayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new JudgeRefusal(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
