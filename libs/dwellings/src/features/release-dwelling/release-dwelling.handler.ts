import { EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, type IdSource, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dwellingStream } from '../../domain/dwelling.events.js';
import type { KnownDwelling } from '../dwelling-answer.js';
import { DwellingOwner } from '../dwelling-owner.js';
import { dwellings } from '../stored-deciders.js';
import { releaseInput, ReleaseDwelling } from './release-dwelling.command.js';

@CommandHandler(ReleaseDwelling)
export class ReleaseDwellingHandler implements ICommandHandler<ReleaseDwelling> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly owner: DwellingOwner,
  ) {}

  async execute({ identity, commandId, input }: ReleaseDwelling): Promise<Result<Commanded<KnownDwelling>>> {
    const read = readInput(releaseInput, input);
    if (!read.ok) return read;
    const { dwelling } = read.value;
    const allowed = await this.owner.authorised(identity, dwelling);
    if (!allowed.ok) return allowed;

    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { release: read.value },
      stream: dwellingStream(dwelling),
      expectedVersion: null,
      stored: dwellings(this.ids),
      command: { type: 'Release', exchange: null, reason: 'by-hand' },
      answer: () => ({ dwelling }),
    });
  }
}
