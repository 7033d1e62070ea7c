import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { RecordRealisation, type RecordedRealisation } from './record-realisation.command.js';
import { RealisationRecordInput, RealisationRecordPayload } from './record-realisation.types.js';

@Resolver()
export class RecordRealisationResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => RealisationRecordPayload, { description: 'Records persons whom an administration lists as housed.' })
  async realisationRecord(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: RealisationRecordInput,
  ): Promise<RealisationRecordPayload> {
    const outcome: Result<Commanded<RecordedRealisation>> = await this.commands.execute(
      new RecordRealisation(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
