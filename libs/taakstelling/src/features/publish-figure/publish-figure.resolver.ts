import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { PublishFigure, type Publication } from './publish-figure.command.js';
import { FigurePublishInput, FigurePublishPayload } from './publish-figure.types.js';

@Resolver()
export class PublishFigureResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => FigurePublishPayload, {
    description: 'Puts on record a figure as somebody published it, beside the one that is computed.',
  })
  async figurePublish(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: FigurePublishInput,
  ): Promise<FigurePublishPayload> {
    const outcome: Result<Commanded<Publication>> = await this.commands.execute(
      new PublishFigure(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
