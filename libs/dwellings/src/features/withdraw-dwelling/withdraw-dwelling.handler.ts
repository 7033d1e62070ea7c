import { CLOCK, EVENT_STORE, IDS, runDecider, type Commanded, type EventStore } from '#libs/event-store';
import { readInput, type Clock, type IdSource, type Result } from '#libs/kernel';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dwellingStream } from '../../domain/dwelling.events.js';
import type { KnownDwelling } from '../dwelling-answer.js';
import { DwellingOwner } from '../dwelling-owner.js';
import { dwellings } from '../stored-deciders.js';
import { withdrawInput, WithdrawDwelling } from './withdraw-dwelling.command.js';

@CommandHandler(WithdrawDwelling)
export class WithdrawDwellingHandler implements ICommandHandler<WithdrawDwelling> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly owner: DwellingOwner,
  ) {}

  async execute({ identity, commandId, input }: WithdrawDwelling): Promise<Result<Commanded<KnownDwelling>>> {
    const read = readInput(withdrawInput, input);
    if (!read.ok) return read;
    const { dwelling, on, reason } = read.value;
    const allowed = await this.owner.authorised(identity, dwelling);
    if (!allowed.ok) return allowed;

    return runDecider(this.store, {
      actor: identity.actor,
      commandId,
      content: { withdraw: read.value },
      stream: dwellingStream(dwelling),
      expectedVersion: null,
      stored: dwellings(this.ids),
      command: { type: 'Withdraw', on, reason, now: this.clock.now() },
      answer: () => ({ dwelling }),
    });
  }
}
