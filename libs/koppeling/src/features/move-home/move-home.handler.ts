import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { housedAnswerOf, type HousedHousehold } from '../household-answer.js';
import { HouseholdSealing } from '../household-sealing.js';
import { HouseholdWrites } from '../household-writes.js';
import { HousingPolicies } from '../housing-rules.js';
import { stayOf } from '../stay-input.js';
import { MoveHome, moveHomeInput } from './move-home.command.js';

@CommandHandler(MoveHome)
export class MoveHomeHandler implements ICommandHandler<MoveHome> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: HousingPolicies,
    private readonly writes: HouseholdWrites,
    private readonly sealing: HouseholdSealing,
  ) {}

  async execute({ identity, commandId, input }: MoveHome): Promise<Result<Commanded<HousedHousehold>>> {
    const read = readInput(moveHomeInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, dwelling, movedOn, note } = read.value;
    const allowed = authorise(identity, 'placement.record', { municipality });
    if (!allowed.ok) return allowed;
    const rules = await this.policies.on(movedOn);
    if (!rules.ok) return rules;
    const sealed = await this.sealing.note(household, municipality, note);
    if (!sealed.ok) return sealed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { moveHome: { ...read.value, note: sealed.value.fingerprint } },
      households: [household],
      dwelling: dwelling,
      decide: (sitting) => {
        const stay = stayOf(read.value, { actor: identity.actor, commandId }, sitting);
        const decided = sitting.decide(household, {
          type: 'MoveHome',
          by: municipality,
          stay,
          rules: rules.value,
          note: sealed.value.note,
          now: sitting.now,
        });
        return decided.ok ? ok(housedAnswerOf(decided.value)) : decided;
      },
    });
  }
}
