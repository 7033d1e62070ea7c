import type { Identity } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { CallerIdentity, toPayload } from '#libs/graphql';
import type { Result } from '#libs/kernel';
import { CommandBus } from '@nestjs/cqrs';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { PolicyVersionName } from '../../run-policy.js';
import { ProposePolicy } from './propose-policy.command.js';
import { PolicyProposeInput, PolicyProposePayload } from './propose-policy.types.js';

@Resolver()
export class ProposePolicyResolver {
  constructor(private readonly commands: CommandBus) {}

  @Mutation(() => PolicyProposePayload, {
    description: 'Proposes a version of dated policy: it holds once another person adopts it.',
  })
  async policyPropose(
    @CallerIdentity() identity: Identity,
    @Args('input') { commandId, ...input }: PolicyProposeInput,
  ): Promise<PolicyProposePayload> {
    const outcome: Result<Commanded<PolicyVersionName>> = await this.commands.execute(
      new ProposePolicy(identity, commandId, input),
    );
    return toPayload(outcome, (result) => result);
  }
}
