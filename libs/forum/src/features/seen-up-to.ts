import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, type Result } from '#libs/kernel';
import { PROJECTION_HOST, waitForPosition, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import { FORUM } from '../read-model/forum.projection.js';

/** Waits, for a question that must reflect what was written before it. */
@Injectable()
export class SeenUpTo {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
  ) {}

  /** Refuses as `waitForPosition`; null waits for nothing. */
  async position(atLeast: number | null, shows: 'de berichten' | 'de knelpunten'): Promise<Result<true>> {
    if (atLeast === null) return ok(true);
    return waitForPosition(this.host, this.store, { projection: FORUM, shows, position: atLeast, path: 'atLeast' });
  }
}
