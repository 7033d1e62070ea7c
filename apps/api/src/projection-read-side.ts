import { readModelStates, type ReadModelState } from '#libs/composition';
import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { API_OPTIONS, type ApiSettings } from './api-options.js';
import type { ReadSide } from './read-side.js';

/** The read models of this process's projection host. */
@Injectable()
export class ProjectionReadSide implements ReadSide, OnApplicationBootstrap, OnApplicationShutdown {
  private changes = 0;
  private watching: (() => void)[] | null = null;

  constructor(
    @Inject(PROJECTION_HOST) private readonly host: ProjectionHost,
    @Inject(API_OPTIONS) private readonly settings: ApiSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const models = await this.host.status();
    this.watching = models.map(({ name }) => this.host.onChanged(name, () => this.changes++));
  }

  onApplicationShutdown(): void {
    for (const stop of this.watching ?? []) stop();
    this.watching = null;
  }

  status(): Promise<readonly ReadModelState[]> {
    return readModelStates(this.host, this.settings.mostLag);
  }

  /** Counts what the host tells of: it tells of every commit that this process could read. */
  revision(): string | null {
    return this.watching === null ? null : String(this.changes);
  }
}
