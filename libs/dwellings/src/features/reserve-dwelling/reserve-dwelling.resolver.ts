import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { KnownDwelling } from '../dwelling-answer.js';
import { ReserveDwelling } from './reserve-dwelling.command.js';
import { DwellingReserveInput, DwellingReservePayload } from './reserve-dwelling.types.js';

@Resolver()
export class ReserveDwellingResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => DwellingReservePayload, {
    description: 'Keeps a dwelling for a household of the municipality itself, up to a day.',
  })
  async dwellingReserve(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: DwellingReserveInput,
  ): Promise<DwellingReservePayload> {
    const outcome: Result<Commanded<KnownDwelling>> = await this.commands.execute(
      new ReserveDwelling(identity, commandId, input),
    );
    return toPayload(outcome, ({ dwelling }) => ({ id: dwelling }));
  }
}
