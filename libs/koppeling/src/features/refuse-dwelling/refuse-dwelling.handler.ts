import { authorise } from '#libs/access';
import type { Commanded } from '#libs/event-store';
import { ok, readInput, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type ChangedHousehold } from '../household-answer.js';
import { HouseholdSealing } from '../household-sealing.js';
import { HouseholdWrites } from '../household-writes.js';
import { RefuseDwelling, refuseDwellingInput } from './refuse-dwelling.command.js';

@CommandHandler(RefuseDwelling)
export class RefuseDwellingHandler implements ICommandHandler<RefuseDwelling> {
  constructor(
    private readonly municipalities: MunicipalityRegistry,
    private readonly writes: HouseholdWrites,
    private readonly sealing: HouseholdSealing,
  ) {}

  async execute({ identity, commandId, input }: RefuseDwelling): Promise<Result<Commanded<ChangedHousehold>>> {
    const read = readInput(refuseDwellingInput(this.municipalities), input);
    if (!read.ok) return read;
    const { household, municipality, note, reason, ...refusal } = read.value;
    const allowed = authorise(identity, 'household.change', { municipality });
    if (!allowed.ok) return allowed;
    // That it refused is kept of a forgotten household as well; a note on it is refused, as everywhere.
    const key = await (note === null
      ? this.sealing.keyUnlessForgotten(household, municipality)
      : this.sealing.keyFor(household, municipality));
    if (!key.ok) return key;
    const { value: sealing } = key;
    const said = {
      reason: sealing?.seal('reason', reason) ?? null,
      note: note === null ? null : (sealing?.seal('note', note) ?? null),
    };
    return this.writes.run({
      actor: identity.actor,
      commandId,
      content: {
        refuse: { household, municipality, ...refusal, said: sealing?.fingerprint({ reason, note }) ?? null },
      },
      households: [household],
      decide: (sitting) => {
        const decided = sitting.decide(household, {
          type: 'RefuseDwelling',
          by: municipality,
          ...refusal,
          ...said,
          now: sitting.now,
        });
        return decided.ok ? ok(answerOf(decided.value)) : decided;
      },
    });
  }
}
