import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { HOUSEHOLD_KEYS, type HouseholdKeys } from '#libs/secrets';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { HousingPolicies } from '../housing-rules.js';
import { sealNote } from '../sealing.js';
import { ChangePersons, changePersonsInput } from './change-persons.command.js';

@CommandHandler(ChangePersons)
export class ChangePersonsHandler implements ICommandHandler<ChangePersons> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: HousingPolicies,
    private readonly writes: HouseholdWrites,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
  ) {}

  async execute({ identity, commandId, input }: ChangePersons): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(changePersonsInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, note, ...changed } = read.value;
    const allowed = authorise(identity, 'household.change', { municipality });
    if (!allowed.ok) return allowed;
    const rules = await this.policies.on(changed.on);
    if (!rules.ok) return rules;
    const sealed = await sealNote(this.keys, household, note);
    if (!sealed.ok) return sealed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { persons: { ...read.value, note: sealed.value.fingerprint } },
      households: [household],

      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'ChangePersons',
          by: municipality,
          ...changed,
          rules: rules.value,
          note: sealed.value.note,
          now: sitting.now,
        });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
  }
}
