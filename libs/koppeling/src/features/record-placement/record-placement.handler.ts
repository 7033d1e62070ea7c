import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { housedAnswerOf, type HousedHousehold } from '../household-answer.js';
import { HouseholdSealing } from '../household-sealing.js';
import { HouseholdWrites } from '../household-writes.js';
import { HousingPolicies } from '../housing-rules.js';
import { stayOf } from '../stay-input.js';
import { RecordPlacement, recordPlacementInput } from './record-placement.command.js';

@CommandHandler(RecordPlacement)
export class RecordPlacementHandler implements ICommandHandler<RecordPlacement> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly policies: HousingPolicies,
    private readonly writes: HouseholdWrites,
    private readonly sealing: HouseholdSealing,
  ) {}

  async execute({ identity, commandId, input }: RecordPlacement): Promise<Result<Commanded<HousedHousehold>>> {
    const read = readInput(recordPlacementInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, dwelling, persons, oneOff, note, knownAt } = read.value;
    const allowed = authorise(identity, 'placement.record', { municipality });
    if (!allowed.ok) return allowed;
    const rules = await this.policies.ofStay(read.value);
    if (!rules.ok) return rules;
    const sealed = await this.sealing.note(household, municipality, note);
    if (!sealed.ok) return sealed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { place: { ...read.value, note: sealed.value.fingerprint } },
      households: [household],
      dwelling: dwelling,
      decide: (sitting) => {
        const stay = stayOf(read.value, { actor: identity.actor, commandId }, sitting);
        const decided = sitting.decide(household, {
          type: 'RecordPlacement',
          by: municipality,
          stay,
          persons,
          oneOff,
          rules: rules.value,
          note: sealed.value.note,
          knownAt,
          now: sitting.now,
        });
        return decided.ok ? ok(housedAnswerOf(decided.value)) : decided;
      },
    });
  }
}
