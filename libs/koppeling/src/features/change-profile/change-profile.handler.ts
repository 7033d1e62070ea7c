import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type JsonObject, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdSealing } from '../household-sealing.js';
import { HouseholdWrites } from '../household-writes.js';
import { ChangeProfile, changeProfileInput } from './change-profile.command.js';

@CommandHandler(ChangeProfile)
export class ChangeProfileHandler implements ICommandHandler<ChangeProfile> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
    private readonly sealing: HouseholdSealing,
  ) {}

  async execute({ identity, commandId, input }: ChangeProfile): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(changeProfileInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, profile } = read.value;
    const allowed = authorise(identity, 'household.change', { municipality });
    if (!allowed.ok) return allowed;
    const key = await this.sealing.keyFor(household, municipality);
    if (!key.ok) return key;
    const json = { ...profile } satisfies JsonObject;
    const sealed = key.value.seal('profile', json);
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { profile: { household, municipality, profile: key.value.fingerprint(json) } },
      households: [household],

      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'ChangeProfile',
          by: municipality,
          profile: sealed,
          now: sitting.now,
        });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
  }
}
