import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { housedAnswerOf, type HousedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { HousingPolicies } from '../housing-rules.js';
import { stayOf } from '../stay-input.js';
import { MoveMinors, moveMinorsInput } from './move-minors.command.js';

@CommandHandler(MoveMinors)
export class MoveMinorsHandler implements ICommandHandler<MoveMinors> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: HousingPolicies,
    private readonly writes: HouseholdWrites,
  ) {}

  async execute({ identity, commandId, input }: MoveMinors): Promise<Result<Commanded<HousedHousehold>>> {
    const read = readInput(moveMinorsInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, dwelling, reportedOn, knownAt } = read.value;
    const allowed = authorise(identity, 'placement.record', { municipality });
    if (!allowed.ok) return allowed;
    const rules = await this.policies.on(reportedOn);
    if (!rules.ok) return rules;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { moveMinors: read.value },
      households: [household],
      dwelling: dwelling,
      decide: (sitting) => {
        const stay = stayOf(read.value, { actor: identity.actor, commandId }, sitting);
        const decided = sitting.decide(household, {
          type: 'MoveMinors',
          by: municipality,
          stay,
          reportedOn,
          rules: rules.value,
          knownAt,
          now: sitting.now,
        });
        return decided.ok ? ok(housedAnswerOf(decided.value)) : decided;
      },
    });
  }
}
