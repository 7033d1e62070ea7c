import type { LogBatch } from '#libs/event-log';
import type { RecordedEvent } from '#libs/event-store';
import { destroyForgotten } from '#libs/koppeling';
import { Deadlines, type Reactor } from '#libs/reactors';
import { HOUSEHOLD_KEYS, type HouseholdKeys } from '#libs/secrets';
import { Inject, Injectable } from '@nestjs/common';
import { ExchangeSteps } from './exchange-steps.js';
import { reactionsTo, type Reaction } from './reactions.js';

/** What the process manager needs of `Deadlines`. */
export type ExchangeTerms = Pick<Deadlines, 'set' | 'cancel'>;

/**
 * The process manager of exchanges [domain.md §4]: answers events with deadlines and commands. It keeps no state: what an exchange
 * needs to know of itself stands in its own stream, and whether a step still makes sense its decider says.
 */
@Injectable()
export class RunExchanges implements Reactor {
  readonly name = 'run-exchanges';
  readonly begins = 'first';

  constructor(
    @Inject(Deadlines) private readonly terms: ExchangeTerms,
    private readonly steps: ExchangeSteps,
    @Inject(HOUSEHOLD_KEYS) private readonly keys: HouseholdKeys,
  ) {}

  async react({ events }: Pick<LogBatch, 'events'>, signal: AbortSignal): Promise<void> {
    for (const event of events) {
      for (const reaction of reactionsTo(event)) {
        signal.throwIfAborted();
        await this.perform(reaction, event);
      }
    }
  }

  private async perform(reaction: Reaction, event: RecordedEvent): Promise<void> {
    const { id, position } = event;
    switch (reaction.react) {
      case 'set': {
        const { name, key, dueAt, payload } = reaction;
        return this.terms.set({ name, key, dueAt, payload, position });
      }
      case 'cancel':
        return this.terms.cancel({ name: reaction.name, key: reaction.key }, position);
      case 'ask':
        return this.steps.ask(reaction.step, id);
      case 'destroy-key':
        return destroyForgotten(this.keys, event);
    }
  }
}
