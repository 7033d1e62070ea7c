import { authorise } from '#libs/access';
import { CLOCK, type Commanded } from '#libs/event-store';
import { ok, readInput, today, type Clock, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { housedAnswerOf, type HousedHousehold } from '../household-answer.js';
import { HouseholdSealing } from '../household-sealing.js';
import { HouseholdWrites } from '../household-writes.js';
import { HousingPolicies } from '../housing-rules.js';
import { CorrectPlacement, correctPlacementInput } from './correct-placement.command.js';

@CommandHandler(CorrectPlacement)
export class CorrectPlacementHandler implements ICommandHandler<CorrectPlacement> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: HousingPolicies,
    private readonly writes: HouseholdWrites,
    private readonly sealing: HouseholdSealing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ identity, commandId, input }: CorrectPlacement): Promise<Result<Commanded<HousedHousehold>>> {
    const read = readInput(correctPlacementInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, note, ...correction } = read.value;
    const allowed = authorise(identity, 'placement.correct', { municipality });
    if (!allowed.ok) return allowed;
    // A reversal asks nothing of them: what was counted is taken back as it was.
    const { of, becomes } = correction;
    const rules = await (becomes === null || of !== null
      ? this.policies.on(becomes?.movedOn ?? today(this.clock))
      : this.policies.ofStay(becomes));
    if (!rules.ok) return rules;
    const sealed = await this.sealing.note(household, municipality, note);
    if (!sealed.ok) return sealed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { correct: { ...read.value, note: sealed.value.fingerprint } },
      households: [household],

      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'CorrectPlacement',
          by: municipality,
          ...correction,
          rules: rules.value,
          note: sealed.value.note,
          now: sitting.now,
        });
        return decided.ok ? ok(housedAnswerOf(decided.value)) : decided;
      },
    });
  }
}
