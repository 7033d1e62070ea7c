import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ExplainDifference, type Explanation } from './explain-difference.command.js';
import { DifferenceExplainInput, DifferenceExplainPayload } from './explain-difference.types.js';

@Resolver()
export class ExplainDifferenceResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => DifferenceExplainPayload, {
    description: 'Accounts for part of the difference between the published and the computed closing balance.',
  })
  async differenceExplain(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: DifferenceExplainInput,
  ): Promise<DifferenceExplainPayload> {
    const outcome: Result<Commanded<Explanation>> = await this.commands.execute(
      new ExplainDifference(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
