import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdSealing } from '../household-sealing.js';
import { HouseholdWrites } from '../household-writes.js';
import { HousingPolicies } from '../housing-rules.js';
import { ChangePersons, changePersonsInput } from './change-persons.command.js';

@CommandHandler(ChangePersons)
export class ChangePersonsHandler implements ICommandHandler<ChangePersons> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: HousingPolicies,
    private readonly writes: HouseholdWrites,
    private readonly sealing: HouseholdSealing,
  ) {}

  async execute({ identity, commandId, input }: ChangePersons): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(changePersonsInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, note, ...changed } = read.value;
    const allowed = authorise(identity, 'household.change', { municipality });
    if (!allowed.ok) return allowed;
    const rules = await this.policies.on(changed.on);
    if (!rules.ok) return rules;
    const sealed = await this.sealing.note(household, municipality, note);
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
