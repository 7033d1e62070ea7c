import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { housedAnswerOf, type HousedHousehold } from '../household-answer.js';
import { HouseholdSealing } from '../household-sealing.js';
import { HouseholdWrites } from '../household-writes.js';
import { EndStay, endStayInput } from './end-stay.command.js';

@CommandHandler(EndStay)
export class EndStayHandler implements ICommandHandler<EndStay> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
    private readonly sealing: HouseholdSealing,
  ) {}

  async execute({ identity, commandId, input }: EndStay): Promise<Result<Commanded<HousedHousehold>>> {
    const read = readInput(endStayInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, note, ...ended } = read.value;
    const allowed = authorise(identity, 'placement.record', { municipality });
    if (!allowed.ok) return allowed;
    const sealed = await this.sealing.note(household, municipality, note);
    if (!sealed.ok) return sealed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { endStay: { ...read.value, note: sealed.value.fingerprint } },
      households: [household],

      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'EndStay',
          by: municipality,
          ...ended,
          note: sealed.value.note,
          now: sitting.now,
        });
        return decided.ok ? ok(housedAnswerOf(decided.value)) : decided;
      },
    });
  }
}
