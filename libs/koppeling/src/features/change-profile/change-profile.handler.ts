import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type JsonObject, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { HOUSEHOLD_KEYS, type HouseholdKeys } from '#libs/secrets';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { ChangeProfile, changeProfileInput } from './change-profile.command.js';

@CommandHandler(ChangeProfile)
export class ChangeProfileHandler implements ICommandHandler<ChangeProfile> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
  ) {}

  async execute({ identity, commandId, input }: ChangeProfile): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(changeProfileInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, profile } = read.value;
    const allowed = authorise(identity, 'household.change', { municipality });
    if (!allowed.ok) return allowed;
    const key = await this.keys.keyOf(household);
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
