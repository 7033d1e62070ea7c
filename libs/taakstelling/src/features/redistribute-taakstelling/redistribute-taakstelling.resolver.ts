import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { RedistributeTaakstelling, type Redistribution } from './redistribute-taakstelling.command.js';
import { TaakstellingRedistributeInput, TaakstellingRedistributePayload } from './redistribute-taakstelling.types.js';

@Resolver()
export class RedistributeTaakstellingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => TaakstellingRedistributePayload, {
    description:
      'Municipalities change their taakstellingen together, the sum unchanged (Huisvestingswet, art. 29 lid 2).',
  })
  async taakstellingRedistribute(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: TaakstellingRedistributeInput,
  ): Promise<TaakstellingRedistributePayload> {
    const shares = input.shares.map(({ municipality, persons }) => ({ municipality, persons }));
    const command = new RedistributeTaakstelling(identity, commandId, { ...input, shares });
    const outcome: Result<Commanded<Redistribution>> = await this.commands.execute(command);
    return toPayload(outcome, (result) => result);
  }
}
