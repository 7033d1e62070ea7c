import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { DefineRegion, type DefinedRegion } from './define-region.command.js';
import { RegionDefineInput, RegionDefinePayload } from './define-region.types.js';

@Resolver()
export class DefineRegionResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => RegionDefinePayload, { description: 'Says which municipalities match together from a day on.' })
  async regionDefine(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: RegionDefineInput,
  ): Promise<RegionDefinePayload> {
    const outcome: Result<Commanded<DefinedRegion>> = await this.commands.execute(
      new DefineRegion(identity, commandId, input),
    );
    return toPayload(outcome, ({ region }) => ({ code: region }));
  }
}
