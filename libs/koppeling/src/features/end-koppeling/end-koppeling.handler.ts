import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdSealing } from '../household-sealing.js';
import { HouseholdWrites } from '../household-writes.js';
import { endInput, EndKoppeling } from './end-koppeling.command.js';

@CommandHandler(EndKoppeling)
export class EndKoppelingHandler implements ICommandHandler<EndKoppeling> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
    private readonly sealing: HouseholdSealing,
  ) {}

  async execute({ identity, commandId, input }: EndKoppeling): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(endInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, note, ...ended } = read.value;
    const allowed = authorise(identity, 'koppeling.end', { municipality });
    if (!allowed.ok) return allowed;
    const sealed = await this.sealing.note(household, municipality, note);
    if (!sealed.ok) return sealed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { end: { ...read.value, note: sealed.value.fingerprint } },
      households: [household],

      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'EndKoppeling',
          by: municipality,
          ...ended,
          note: sealed.value.note,
          now: sitting.now,
        });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
  }
}
