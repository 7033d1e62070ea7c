import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { HousedHousehold } from '../household-answer.js';
import { RecordPlacement } from './record-placement.command.js';
import { PlacementRecordInput, PlacementRecordPayload } from './record-placement.types.js';

@Resolver()
export class RecordPlacementResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => PlacementRecordPayload, {
    description: 'The household moved in: it counts, once, unless the kind of housing does not.',
  })
  async placementRecord(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: PlacementRecordInput,
  ): Promise<PlacementRecordPayload> {
    const outcome: Result<Commanded<HousedHousehold>> = await this.commands.execute(
      new RecordPlacement(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
