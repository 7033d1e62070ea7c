import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdWrites } from '../household-writes.js';
import { coupledSince } from '../../domain/household.js';
import { atInto } from '../../domain/persons.decisions.js';
import { SplitHousehold, splitInput } from './split-household.command.js';

@CommandHandler(SplitHousehold)
export class SplitHouseholdHandler implements ICommandHandler<SplitHousehold> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
  ) {}

  async execute({ identity, commandId, input }: SplitHousehold): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(splitInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, into, persons, on, knownAt } = read.value;
    const allowed = authorise(identity, 'household.change', { municipality });
    if (!allowed.ok) return allowed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { split: read.value },
      households: [household, into],
      decide: (sitting) => {
        const { now } = sitting;
        const whole = sitting.decide(household, { type: 'Split', by: municipality, into, persons, on, knownAt, now });
        if (!whole.ok) return whole;
        const { kind, permitOn, firstCoupledOn, koppelingen } = whole.value;
        const part = sitting.decide(into, {
          type: 'Receive',
          koppeling: {
            household: into,
            municipality,
            persons,
            kind,
            permitOn,
            firstCoupledOn,
            coupledOn: coupledSince(whole.value),
            split: { from: household, on, byCoa: koppelingen.at(-1)?.byCoa ?? municipality },
            source: `afgesplitst van ${household}`,
            knownAt,
          },
          listedOn: null,
          now,
        });
        return part.ok ? ok(answerOf(part.value)) : atInto(part);
      },
    });
  }
}
