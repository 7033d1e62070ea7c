import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { HOUSEHOLD_KEYS, type HouseholdKeys } from '#libs/secrets';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { sealNote } from '../sealing.js';
import { RefuseDwelling, refuseDwellingInput } from './refuse-dwelling.command.js';

@CommandHandler(RefuseDwelling)
export class RefuseDwellingHandler implements ICommandHandler<RefuseDwelling> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
  ) {}

  async execute({ identity, commandId, input }: RefuseDwelling): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(refuseDwellingInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, note, ...refusal } = read.value;
    const allowed = authorise(identity, 'household.change', { municipality });
    if (!allowed.ok) return allowed;
    const sealed = await sealNote(this.keys, household, note);
    if (!sealed.ok) return sealed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { refuse: { ...read.value, note: sealed.value.fingerprint } },
      households: [household],

      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'RefuseDwelling',
          by: municipality,
          ...refusal,
          note: sealed.value.note,
          now: sitting.now,
        });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
  }
}
