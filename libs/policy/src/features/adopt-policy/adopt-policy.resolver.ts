import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { PolicyVersionName } from '../../run-policy.js';
import { AdoptPolicy } from './adopt-policy.command.js';
import { PolicyAdoptInput, PolicyAdoptPayload } from './adopt-policy.types.js';

@Resolver()
export class AdoptPolicyResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => PolicyAdoptPayload, { description: 'Adopts a version of dated policy that somebody else proposed.' })
  async policyAdopt(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: PolicyAdoptInput,
  ): Promise<PolicyAdoptPayload> {
    const outcome: Result<Commanded<PolicyVersionName>> = await this.commands.execute(
      new AdoptPolicy(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
