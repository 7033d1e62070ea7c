import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdSealing } from '../household-sealing.js';
import { HouseholdWrites } from '../household-writes.js';
import { ResolveCoaDifference, resolveInput } from './resolve-coa-difference.command.js';

@CommandHandler(ResolveCoaDifference)
export class ResolveCoaDifferenceHandler implements ICommandHandler<ResolveCoaDifference> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
    private readonly sealing: HouseholdSealing,
  ) {}

  async execute({ identity, commandId, input }: ResolveCoaDifference): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(resolveInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality: by, note, resolution } = read.value;
    const allowed = authorise(identity, 'koppeling.resolve', { municipality: by });
    if (!allowed.ok) return allowed;
    const sealed = await this.sealing.note(household, by, note);
    if (!sealed.ok) return sealed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { resolve: { ...read.value, note: sealed.value.fingerprint } },
      households: [household],
      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'ResolveDifference',
          by,
          resolution,
          note: sealed.value.note,
          now: sitting.now,
        });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
  }
}
