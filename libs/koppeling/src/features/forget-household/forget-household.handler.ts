import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, refuse, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { HOUSEHOLD_KEYS, type HouseholdKeys } from '#libs/secrets';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { ForgetHousehold, forgetInput } from './forget-household.command.js';

const secondPersonRequired = refuse('SECOND_PERSON_REQUIRED', 'een ander dan u moet het vergeten hebben goedgekeurd', [
  'input',
  'approvedBy',
]);

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
    const { household, municipality, approvedBy } = read.value;
    const allowed = authorise(identity, 'household.forget', { municipality });
    if (!allowed.ok) return allowed;
    if (approvedBy === identity.actor) return secondPersonRequired;
    const outcome = await this.writes.run({
      actor: identity.actor,
      commandId,
      content: { forget: read.value },
      households: [household],
      decide: (sitting) => {
        const decided = sitting.decide(household, { type: 'Forget', by: municipality, approvedBy, now: sitting.now });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
    // Also when it was said before: a crash may have come between the event and the end of the key.
    if (outcome.ok) await this.keys.destroy(household);
    return outcome;
  }
}
