import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { ok, type LocalDate, type MunicipalityCode, type Result } from '#libs/kernel';
import { PROJECTION_HOST, waitForPosition, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable } from '@nestjs/common';
import { IS_ENDED_SQL, IS_HOUSED_SQL } from './household-row.js';
import { HOUSEHOLDS } from './households.projection.js';
import type { CoupledHouseholds } from './ports.js';

/** Answers `CoupledHouseholds`, minors under Nidos among them: whom a command is about, its decider says. */
@Injectable()
export class CoupledHouseholdsReader implements CoupledHouseholds {
  constructor(
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async listedFor(municipality: MunicipalityCode, on: LocalDate): Promise<Result<readonly string[]>> {
    const { position } = await this.store.head();
    const asked = { projection: HOUSEHOLDS, shows: 'de huishoudens', position, path: 'atLeast' } as const;
    const reached = await waitForPosition(this.host, this.store, asked);
    if (!reached.ok) return reached;
    const { rows } = await this.host.read<{ household: string }>(HOUSEHOLDS, (schema) => ({
      text: `select h.household from ${schema}.household h
              where h.municipality = $1
                and case when ${IS_ENDED_SQL} then h.coa_municipality = $1
                         else h.coupled_on <= $2::date and not coalesce(${IS_HOUSED_SQL}, false) end
              order by h.household`,
      values: [municipality, on],
    }));
    return ok(rows.map(({ household }) => household));
  }
}
