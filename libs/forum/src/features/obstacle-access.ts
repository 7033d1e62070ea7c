import { authorise, couldEver, type AccessObject, type Identity, type Operation } from '#libs/access';
import { CLOCK, EVENT_STORE, IDS, type EventStore } from '#libs/event-store';
import { ok, today, type Clock, type IdSource, type MunicipalityCode, type Result } from '#libs/kernel';
import { MunicipalityRegistry, RegionReader } from '#libs/municipalities';
import { Inject, Injectable } from '@nestjs/common';
import { obstacleStream } from '../domain/forum.events.js';
import { obstacleDecider } from '../domain/obstacle.decider.js';
import { notFound } from './not-found.js';
import { obstacles } from './stored-deciders.js';

/** Which obstacles somebody sees. */
export interface ObstacleSight {
  /** Of these municipalities only. */
  readonly municipalities: readonly MunicipalityCode[];
  /** Only those that were referred to a support team. */
  readonly referredOnly: boolean;
}

/** Who may see and do what with an obstacle: the policy table, asked about its municipality. */
@Injectable()
export class ObstacleAccess {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    private readonly municipalities: MunicipalityRegistry,
    private readonly regions: RegionReader,
  ) {}

  /** What the person sees of all obstacles. Refuses `NOT_FOUND` for who never sees any. */
  async sightOf(identity: Identity): Promise<Result<ObstacleSight>> {
    const role = couldEver(identity, 'obstacle.read');
    if (!role.ok) return role;
    const extentOf = await this.extents();
    const sees = (referred: boolean) => (code: MunicipalityCode) =>
      authorise(identity, 'obstacle.read', { ...extentOf(code), referred }).ok;
    const municipalities = this.municipalities
      .all()
      .map(({ code }) => code)
      .filter(sees(true));
    return ok({ municipalities, referredOnly: !municipalities.some(sees(false)) });
  }

  /**
   * Leave to do something with an obstacle. Refuses `NOT_FOUND` where it is not there or the person may not see it, and
   * `NOT_ALLOWED` where they see it and may not do this.
   */
  async mayDo(identity: Identity, operation: Operation, obstacle: string): Promise<Result<true>> {
    const { read } = obstacles(this.ids);
    const history = await this.store.readStream(obstacleStream(obstacle));
    const state = history.map(read).reduce(obstacleDecider.evolve, obstacleDecider.initial);
    if (state.status === 'unknown') return notFound();
    const extent = { ...(await this.extents())(state.municipality), referred: state.team !== null };
    const seen = authorise(identity, 'obstacle.read', extent);
    return seen.ok ? authorise(identity, operation, extent) : notFound();
  }

  /** What an operation on an obstacle of a municipality is about, by the regions of today. */
  private async extents(): Promise<(municipality: MunicipalityCode) => AccessObject> {
    const regions = await this.regions.all(today(this.clock));
    return (municipality) => ({
      municipality,
      province: this.municipalities.provinceOf(municipality),
      regions: regions
        .filter(({ municipalities }) => municipalities.includes(municipality))
        .map(({ region }) => region),
    });
  }
}
