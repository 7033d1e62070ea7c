import type { ReadModelState } from '#libs/composition';
import { EVENT_STORE, type EventStore } from '#libs/event-store';
import { Controller, Get, HttpCode, Inject, ServiceUnavailableException } from '@nestjs/common';
import type { Logger } from 'pino';
import { API_LOG } from './logger.js';
import { READ_SIDE, type ReadSide } from './read-side.js';

interface Health {
  readonly status: 'ready' | 'not-ready';
  /** Position of the store's last event; null when the store cannot be reached. */
  readonly position: number | null;
  readonly readModels: readonly Omit<ReadModelState, 'haltedReason'>[];
}

/** For whoever restarts processes (`live`) and whoever sends them traffic (`ready`). */
@Controller('health')
export class HealthController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_SIDE) private readonly readSide: ReadSide,
    @Inject(API_LOG) private readonly log: Logger,
  ) {}

  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** 503 while the store cannot be reached, or a read model is not live or has halted: its figures may not be asked for. */
  @Get('ready')
  @HttpCode(200)
  async ready(): Promise<Health> {
    const health = await this.look();
    if (health.status === 'not-ready') throw new ServiceUnavailableException(health);
    return health;
  }

  private async look(): Promise<Health> {
    try {
      const [{ position }, states] = await Promise.all([this.store.head(), this.readSide.status()]);
      // Why one halted is for the projector's health and the log: this one is asked by anybody.
      const readModels = states.map(({ haltedReason: _, ...model }) => model);
      const ready = readModels.every(({ state }) => state === 'live');
      return { status: ready ? 'ready' : 'not-ready', position, readModels };
    } catch (error) {
      // What went wrong is for the log: health is asked by anybody.
      this.log.warn({ err: error }, 'not ready');
      return { status: 'not-ready', position: null, readModels: [] };
    }
  }
}
