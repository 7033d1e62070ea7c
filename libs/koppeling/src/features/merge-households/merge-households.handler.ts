import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdSealing } from '../household-sealing.js';
import { HouseholdWrites } from '../household-writes.js';
import { MergeHouseholds, mergeInput } from './merge-households.command.js';

@CommandHandler(MergeHouseholds)
export class MergeHouseholdsHandler implements ICommandHandler<MergeHouseholds> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
    private readonly sealing: HouseholdSealing,
  ) {}

  async execute({ identity, commandId, input }: MergeHouseholds): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(mergeInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, into, on, note, knownAt } = read.value;
    const allowed = authorise(identity, 'household.change', { municipality });
    if (!allowed.ok) return allowed;
    const sealed = await this.sealing.note(household, municipality, note);
    if (!sealed.ok) return sealed;
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: { merge: { ...read.value, note: sealed.value.fingerprint } },
      households: [household, into],
      decide: (sitting) => {
        const { now } = sitting;
        const said = { by: municipality, on, knownAt, now };
        const before = sitting.state(household);
        const ended = sitting.decide(household, { type: 'MergeInto', into, note: sealed.value.note, ...said });
        if (!ended.ok) return ended;
        const persons = before.status === 'unknown' ? 0 : before.toHouse;
        const grown = sitting.decide(into, { type: 'TakeIn', persons, kind: ended.value.kind, ...said });
        return grown.ok ? ok(answerOf(grown.value)) : grown;
      },
    });
  }
}
