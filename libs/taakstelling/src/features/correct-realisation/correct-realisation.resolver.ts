import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { CorrectRealisation, type CorrectedRealisation } from './correct-realisation.command.js';
import { RealisationCorrectInput, RealisationCorrectPayload } from './correct-realisation.types.js';

@Resolver()
export class CorrectRealisationResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => RealisationCorrectPayload, {
    description: 'Reads a recorded realisation differently from now on, or withdraws it; what it was stays on record.',
  })
  async realisationCorrect(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: RealisationCorrectInput,
  ): Promise<RealisationCorrectPayload> {
    const becomes = input.becomes ? { ...input.becomes } : null;
    const outcome: Result<Commanded<CorrectedRealisation>> = await this.commands.execute(
      new CorrectRealisation(identity, commandId, { ...input, becomes }),
    );
    return toPayload(outcome, (result) => result);
  }
}
