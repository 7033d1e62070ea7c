import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { RequestForget, requestForgetInput } from './request-forget.command.js';

@CommandHandler(RequestForget)
export class RequestForgetHandler implements ICommandHandler<RequestForget> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
  ) {}

  async execute({ identity, commandId, input }: RequestForget): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(requestForgetInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, approvedBy: approver } = read.value;
    const allowed = authorise(identity, 'household.requestForget', { municipality });
    if (!allowed.ok) return allowed;
    const { actor } = identity;
    return this.writes.run({
      actor,
      commandId,
      content: { requestForget: read.value },
      households: [household],
      decide: (sitting) => {
        const { now } = sitting;
        const decided = sitting.decide(household, { type: 'RequestForget', by: municipality, actor, approver, now });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
  }
}
