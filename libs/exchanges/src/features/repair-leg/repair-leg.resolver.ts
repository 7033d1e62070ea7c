import type { Identity } from '#libs/access';
import { CallerIdentity, toPayload } from '#libs/graphql';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Standing } from '../exchange-desk.js';
import { RepairLeg } from './repair-leg.command.js';
import { LegRepairInput, LegRepairPayload } from './repair-leg.types.js';

@Resolver()
export class RepairLegResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => LegRepairPayload, { description: 'Mends a leg that failed.' })
  async legRepair(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: LegRepairInput,
  ): Promise<LegRepairPayload> {
    const outcome: Standing = await this.commands.execute(new RepairLeg(identity, commandId, input));
    return toPayload(outcome, (result) => result);
  }
}
