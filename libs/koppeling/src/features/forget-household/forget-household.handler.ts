import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { HOUSEHOLD_KEYS, type HouseholdKeys } from '#libs/secrets';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { ForgetHousehold, forgetInput } from './forget-household.command.js';

@CommandHandler(ForgetHousehold)
export class ForgetHouseholdHandler implements ICommandHandler<ForgetHousehold> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
  ) {}

  async execute({ identity, commandId, input }: ForgetHousehold): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(forgetInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality } = read.value;
    const allowed = authorise(identity, 'household.forget', { municipality });
    if (!allowed.ok) return allowed;
    const { actor } = identity;
    const outcome = await this.writes.run({
      actor,
      commandId,
      content: { forget: read.value },
      households: [household],
      decide: (sitting) => {
        const decided = sitting.decide(household, { type: 'Forget', by: municipality, actor, now: sitting.now });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
    // Also when it was said before: a crash may have come between the event and the end of the key.
    if (outcome.ok) await this.keys.destroy(household);
    return outcome;
  }
}
