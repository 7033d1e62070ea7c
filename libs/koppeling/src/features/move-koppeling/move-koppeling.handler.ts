import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { moveInput, MoveKoppelingByCoa } from './move-koppeling.command.js';

@CommandHandler(MoveKoppelingByCoa)
export class MoveKoppelingByCoaHandler implements ICommandHandler<MoveKoppelingByCoa> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
  ) {}

  async execute({ identity, commandId, input }: MoveKoppelingByCoa): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(moveInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, ...moved } = read.value;
    const allowed = authorise(identity, 'koppeling.move', { municipality: moved.to });
    if (!allowed.ok) return allowed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { move: read.value },
      households: [household],

      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'MoveKoppeling',
          ...moved,
          exchange: null,
          now: sitting.now,
        });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
  }
}
