import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { ResolveCoaDifference } from './resolve-coa-difference.command.js';
import { CoaDifferenceResolveInput, CoaDifferenceResolvePayload } from './resolve-coa-difference.types.js';

@Resolver()
export class ResolveCoaDifferenceResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => CoaDifferenceResolvePayload, {
    description:
      'Says what came of a difference between our koppeling and that of COA; it is open again when COA says otherwise.',
  })
  async coaDifferenceResolve(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: CoaDifferenceResolveInput,
  ): Promise<CoaDifferenceResolvePayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new ResolveCoaDifference(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
