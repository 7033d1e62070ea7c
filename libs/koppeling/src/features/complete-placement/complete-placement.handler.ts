import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { housedAnswerOf, type HousedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { HousingPolicies } from '../housing-rules.js';
import { CompletePlacement, completePlacementInput } from './complete-placement.command.js';

@CommandHandler(CompletePlacement)
export class CompletePlacementHandler implements ICommandHandler<CompletePlacement> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: HousingPolicies,
    private readonly writes: HouseholdWrites,
  ) {}

  async execute({ identity, commandId, input }: CompletePlacement): Promise<Result<Commanded<HousedHousehold>>> {
    const read = readInput(completePlacementInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, ...rest } = read.value;
    const allowed = authorise(identity, 'placement.record', { municipality });
    if (!allowed.ok) return allowed;
    const rules = await this.policies.on(rest.on);
    if (!rules.ok) return rules;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { complete: read.value },
      households: [household],

      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'CompletePlacement',
          by: municipality,
          ...rest,
          rules: rules.value,
          now: sitting.now,
        });
        return decided.ok ? ok(housedAnswerOf(decided.value)) : decided;
      },
    });
  }
}
