import { authorise } from '#libs/access';
import { EVENT_STORE, IDS, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, type IdSource, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PolicyReader } from '../../policy-reader.js';
import { PolicySchemas } from '../../policy-schemas.js';
import { runPolicy, type PolicyVersionName } from '../../run-policy.js';
import { adoptInput, AdoptPolicy } from './adopt-policy.command.js';

@CommandHandler(AdoptPolicy)
export class AdoptPolicyHandler implements ICommandHandler<AdoptPolicy> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly schemas: PolicySchemas,
    private readonly policies: PolicyReader,
  ) {}

  async execute({ identity, commandId, input }: AdoptPolicy): Promise<Result<Commanded<PolicyVersionName>>> {
    const allowed = authorise(identity, 'policy.adopt');
    if (!allowed.ok) return allowed;
    const read = readInput(adoptInput, input);
    if (!read.ok) return read;
    const { policy, version, expectedVersion } = read.value;
    const outcome = await runPolicy(this.store, this.ids, {
      policy,
      version,
      actor: identity.actor,
      commandId,
      content: { adopt: { policy, version } },
      expectedVersion,
      command: {
        type: 'Adopt',
        policy,
        version,
        by: identity.actor,
        usable: (content) => this.schemas.read(policy, content, ['input', 'version']),
      },
    });
    this.policies.forget(policy);
    return outcome;
  }
}
