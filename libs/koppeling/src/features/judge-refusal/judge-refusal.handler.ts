import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { JudgeRefusal, judgeRefusalInput } from './judge-refusal.command.js';

@CommandHandler(JudgeRefusal)
export class JudgeRefusalHandler implements ICommandHandler<JudgeRefusal> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
  ) {}

  async execute({ identity, commandId, input }: JudgeRefusal): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(judgeRefusalInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, ...judged } = read.value;
    const allowed = authorise(identity, 'koppeling.reconcile', { municipality });
    if (!allowed.ok) return allowed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { judge: read.value },
      households: [household],

      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'JudgeRefusal',
          by: municipality,
          ...judged,
          now: sitting.now,
        });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
  }
}
