import { authorise } from '#libs/access';
import { EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, type IdSource, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PolicySchemas } from '../../policy-schemas.js';
import { runPolicy, type PolicyVersionName } from '../../run-policy.js';
import { proposeInput, ProposePolicy } from './propose-policy.command.js';

@CommandHandler(ProposePolicy)
export class ProposePolicyHandler implements ICommandHandler<ProposePolicy> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly schemas: PolicySchemas,
  ) {}

  async execute({ identity, commandId, input }: ProposePolicy): Promise<Result<Commanded<PolicyVersionName>>> {
    const allowed = authorise(identity, 'policy.propose');
    if (!allowed.ok) return allowed;
    const read = readInput(proposeInput, input);
    if (!read.ok) return read;
    const { policy, version } = read.value;
    const content = this.schemas.read(policy, read.value.content, ['input', 'content']);
    if (!content.ok) return content;
    const proposed = { ...read.value, content: content.value };
    return runPolicy(this.store, this.ids, {
      policy,
      version,
      actor: identity.actor,
      commandId,
      content: { propose: proposed },
      expectedVersion: null,
      command: { type: 'Propose', version: proposed, by: identity.actor },
    });
  }
}
