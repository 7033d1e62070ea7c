import { PROJECTION_HOST, type ProjectionHost } from '#libs/projections';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ReadModelStatus, ReadSide } from './read-side.js';

/** Further behind than this, figures would be old rather than a moment late: the runner takes this in within a second. */
const MOST_LAG = 10_000;

/** The read models of this process's projection host. */
@Injectable()
export class ProjectionReadSide implements ReadSide, OnApplicationBootstrap, OnApplicationShutdown {
  private changes = 0;
  private watching: (() => void)[] | null = null;

  constructor(@Inject(PROJECTION_HOST) private readonly host: ProjectionHost) {}

  async onApplicationBootstrap(): Promise<void> {
    const models = await this.host.status();
    this.watching = models.map(({ name }) => this.host.onChanged(name, () => this.changes++));
  }

  onApplicationShutdown(): void {
    for (const stop of this.watching ?? []) stop();
    this.watching = null;
  }

  async status(): Promise<readonly ReadModelStatus[]> {
    return (await this.host.status()).map(({ name, position, status, schema, lag }) => ({
      name,
      position,
      state: status === 'halted' ? 'halted' : schema === null || lag > MOST_LAG ? 'catching-up' : 'live',
    }));
  }

  /** Counts what the host tells of: it tells of every commit that this process could read. */
  revision(): string | null {
    return this.watching === null ? null : String(this.changes);
  }
}
