import { authorise } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, runCommand, type Commanded, type EventStore } from '#libs/event-store';
import {
  looksPersonal,
  ok,
  readInput,
  refuse,
  type Clock,
  type IdSource,
  type JsonObject,
  type Result,
} from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { adoptVersion } from '../../adopt-version.js';
import { PolicyReader } from '../../policy-reader.js';
import { PolicySchemas } from '../../policy-schemas.js';
import { policyStream } from '../../policy.events.js';
import { adoptInput, AdoptPolicy, type AdoptedVersion } from './adopt-policy.command.js';

@CommandHandler(AdoptPolicy)
export class AdoptPolicyHandler implements ICommandHandler<AdoptPolicy> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly schemas: PolicySchemas,
    private readonly policies: PolicyReader,
  ) {}

  async execute({ identity, commandId, input }: AdoptPolicy): Promise<Result<Commanded<AdoptedVersion>>> {
    const allowed = authorise(identity, 'policy.adopt');
    if (!allowed.ok) return allowed;
    const read = readInput(adoptInput, input);
    if (!read.ok) return read;
    const { expectedVersion, ...adopt } = read.value;
    if (adopt.knownAt !== null && adopt.knownAt > this.clock.now()) {
      return refuse('DATE_IN_FUTURE', `${adopt.knownAt} ligt in de toekomst`, ['input', 'knownAt']);
    }
    // Known at an earlier moment, it would change what every earlier answer with that moment said.
    if (adopt.knownAt !== null && adopt.knownAt < this.clock.now()) {
      return refuse('KNOWN_AT_BACKDATED', 'beleid is bekend vanaf het vastleggen, niet eerder', ['input', 'knownAt']);
    }
    const content = this.readContent(adopt.policy, adopt.content);
    if (!content.ok) return content;
    const adopted = { ...adopt, type: 'PolicyAdopted', content: content.value } as const;

    const outcome = await runCommand<AdoptedVersion>(this.store, {
      command: { id: commandId, content: { adopt: { ...adopted } } },
      meta: { actor: identity.actor },
      streams: [policyStream(adopted.policy)],
      ...(expectedVersion === null ? {} : { expectedVersion }),
      decide: (history) => {
        const append = adoptVersion(adopted, history, this.ids);
        return append.ok
          ? ok({ append: append.value, result: { policy: adopted.policy, version: adopted.version } })
          : append;
      },
    });
    this.policies.forget(adopted.policy);
    return outcome;
  }

  private readContent(policy: string, content: JsonObject): Result<JsonObject> {
    const schema = this.schemas.of(policy);
    if (schema === undefined) {
      const known = this.schemas.names().join(', ');
      return refuse('POLICY_UNKNOWN', `er is geen beleid “${policy}”; wel: ${known}`, ['input', 'policy']);
    }
    if (looksPersonal(JSON.stringify(content))) {
      return refuse('PERSONAL_DATA_SUSPECTED', 'de inhoud lijkt een BSN of V-nummer te bevatten', ['input', 'content']);
    }
    return readInput(schema, content, ['input', 'content']);
  }
}
