import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { FailLeg } from './fail-leg.command.js';
import { LegFailInput, LegFailPayload } from './fail-leg.types.js';

@Resolver()
export class FailLegResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => LegFailPayload, { description: 'Records that a leg fails after settlement; the rest stands.' })
  async legFail(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: LegFailInput,
  ): Promise<LegFailPayload> {
    const outcome: Standing = await this.commands.execute(new FailLeg(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
