import { CLOCK, EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, today, type Clock, type Instant, type LocalDate, type MunicipalityCode, type Result } from '#libs/kernel';
import { MunicipalityRegistry } from '#libs/municipalities';
import { PROJECTION_HOST, waitForPosition, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import type { Identity } from '#libs/access';
import type { Place } from './distance.js';
import { HouseholdTerms, type Terms } from './household-terms.js';
import { HouseholdVisibility, type HouseholdView } from './household-visibility.js';
import { HOUSEHOLDS } from './households.projection.js';

/** When, and by which terms, a question about households is answered. */
export interface Moment {
  readonly now: Instant;
  readonly today: LocalDate;
  readonly terms: readonly Terms[];
}

/** What every question about households begins with. */
@Injectable()
export class HouseholdQuestions {
  constructor(
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly terms: HouseholdTerms,
    private readonly registry: MunicipalityRegistry,
    private readonly visibility: HouseholdVisibility,
  ) {}

  /** Waits for the position that is asked for. Refuses `POSITION_BEYOND_HEAD` and `AT_LEAST_TIMEOUT`. */
  async moment(atLeast: number | null): Promise<Result<Moment>> {
    if (atLeast !== null) {
      const asked = { projection: HOUSEHOLDS, shows: 'de huishoudens', position: atLeast, path: 'atLeast' } as const;
      const reached = await waitForPosition(this.host, this.store, asked);
      if (!reached.ok) return reached;
    }
    return ok({ now: this.clock.now(), today: today(this.clock), terms: await this.terms.all() });
  }

  /**
   * The centre of the municipality to which distances are told. To others only of municipalities where they look for dwellings: with
   * the distances to many centres a place could be drawn on the map.
   */
  async centre(identity: Identity, view: HouseholdView, to: MunicipalityCode | null): Promise<Place | null> {
    const municipality = to === null ? undefined : this.registry.byCode(to);
    if (municipality === undefined) return null;
    return view === 'all' || (await this.visibility.mayMatch(identity, municipality.code)) ? municipality : null;
  }
}
