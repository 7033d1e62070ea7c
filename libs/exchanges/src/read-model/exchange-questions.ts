import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, type Result } from '#libs/kernel';
import { PROJECTION_HOST, waitForPosition, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import { EXCHANGES } from './exchanges.projection.js';

/** As the schema of the events has it; what else somebody sends is no exchange, and some of it Postgres cannot even compare. */
const COULD_BE_ID = /^[^\p{Cc}\p{Cs}]{1,100}$/u;

export const couldBeExchange = (text: string): boolean => COULD_BE_ID.test(text);

/** What every question about exchanges begins with. */
@Injectable()
export class ExchangeQuestions {
  constructor(
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Waits for the position that is asked for. Refuses `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
  reached(atLeast: number | null): Promise<Result<true>> {
    if (atLeast === null) return Promise.resolve(ok(true));
    const asked = { projection: EXCHANGES, shows: 'de uitwisselingen', position: atLeast, path: 'atLeast' } as const;
    return waitForPosition(this.host, this.store, asked);
  }
}
