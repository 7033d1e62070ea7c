import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { speaksForCoa } from '../speaks-for-coa.js';
import { receiveInput, ReceiveKoppeling } from './receive-koppeling.command.js';

@CommandHandler(ReceiveKoppeling)
export class ReceiveKoppelingHandler implements ICommandHandler<ReceiveKoppeling> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
  ) {}

  async execute({ identity, commandId, input }: ReceiveKoppeling): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(receiveInput(this.municipalities), input);
    if (!read.ok) return read;
    const { firstCoupledOn, ...koppeling } = read.value;
    const { household, municipality } = koppeling;
    const allowed = authorise(identity, 'koppeling.receive', { municipality });
    if (!allowed.ok) return allowed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { receive: read.value },
      households: [household],

      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'Receive',
          koppeling: { ...koppeling, firstCoupledOn: firstCoupledOn ?? koppeling.coupledOn, split: null },
          listedOn: null,
          byCoa: speaksForCoa(identity, municipality),
          now: sitting.now,
        });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
  }
}
