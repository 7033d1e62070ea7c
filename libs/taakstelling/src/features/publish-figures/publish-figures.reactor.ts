import type { LogBatch } from '#libs/event-log';
import { nextMidnight, type Instant } from '#libs/kernel';
import type { Deadline, DeadlineHandler, DeadlineKey, Reactor } from '#libs/reactors';
import { Injectable } from '@nestjs/common';
import { figuresProjection } from '../../read-model/index.js';
import { FiguresPublisher } from './figures-publisher.js';

/** Answers each event with the figures that it moved. */
@Injectable()
export class PublishFigures implements Reactor {
  readonly name = 'publish-figures';
  /** The first batch puts everything; what lies before that is then passed over. */
  readonly begins = 'first';
  /** The sums of the country move with every event: others want the last state, not each. One event after a silence comes at once. */
  readonly pace = 1_000;

  constructor(private readonly publisher: FiguresPublisher) {}

  async react({ events, watermark }: LogBatch, signal: AbortSignal): Promise<void> {
    const touched = new Set(events.flatMap((event) => figuresProjection.touches(event)));
    await this.publisher.publishTouched([...touched], watermark, signal);
  }
}

/**
 * The deadline at which all figures are put anew. It recurs at the start of each local day, when the default reference date
 * of the current period moves; whoever has emptied the topic sets it to now (`Deadlines.set`).
 */
export const FIGURES_ANEW: DeadlineKey = { name: 'figures-anew', key: '' };

/** Puts everything, though only the figures of current periods moved: so a topic that was lost is whole again within a day. */
@Injectable()
export class PublishFiguresAnew implements DeadlineHandler {
  readonly name = FIGURES_ANEW.name;

  constructor(private readonly publisher: FiguresPublisher) {}

  fire(_deadline: Deadline, signal: AbortSignal): Promise<void> {
    return this.publisher.publishAll(signal);
  }

  again(now: Instant): Instant {
    return nextMidnight(now);
  }
}
