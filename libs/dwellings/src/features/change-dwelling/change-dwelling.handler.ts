import { CLOCK, EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, today, type Clock, type IdSource, type Result } from '#libs/kernel';
import { PolicyReader } from '#libs/policy';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dwellingStream } from '../../domain/dwelling.events.js';
import type { KnownDwelling } from '../dwelling-answer.js';
import { DwellingOwner } from '../dwelling-owner.js';
import { lawfulConditions } from '../lawful-conditions.js';
import { dwellings } from '../stored-deciders.js';
import { changeInput, ChangeDwelling } from './change-dwelling.command.js';

@CommandHandler(ChangeDwelling)
export class ChangeDwellingHandler implements ICommandHandler<ChangeDwelling> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly owner: DwellingOwner,
    private readonly policies: PolicyReader,
  ) {}

  async execute({ identity, commandId, input }: ChangeDwelling): Promise<Result<Commanded<KnownDwelling>>> {
    const read = readInput(changeInput, input);
    if (!read.ok) return read;
    const { dwelling, expectedVersion, ...terms } = read.value;
    const allowed = await this.owner.authorised(identity, dwelling);
    if (!allowed.ok) return allowed;

    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { change: read.value },
      stream: dwellingStream(dwelling),
      expectedVersion: expectedVersion,
      stored: dwellings(this.ids),
      command: {
        type: 'Change',
        terms,
        lawfulConditions: await lawfulConditions(this.policies, today(this.clock)),
        now: this.clock.now(),
      },
      answer: () => ({ dwelling }),
    });
  }
}
