import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { ChangedHousehold } from '../household-answer.js';
import { RefuseDwelling } from './refuse-dwelling.command.js';
import { DwellingRefusalRecordInput, DwellingRefusalRecordPayload } from './refuse-dwelling.types.js';

@Resolver()
export class RefuseDwellingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => DwellingRefusalRecordPayload, {
    description: 'The household refused a dwelling. The koppeling stays.',
  })
  async dwellingRefusalRecord(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: DwellingRefusalRecordInput,
  ): Promise<DwellingRefusalRecordPayload> {
    const outcome: Result<Commanded<ChangedHousehold>> = await this.commands.execute(
      new RefuseDwelling(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
