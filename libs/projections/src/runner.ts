import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { EventLog } from '#libs/event-log';
import type { Builder } from './builder.js';
import type { ChangeFeed } from './change-feed.js';
import { ProjectionFenced, ProjectionHalted, ProjectionNewer, ProjectionStopped, RebuildUnderWay } from './errors.js';
import { createGeneration, liveGeneration, type Generation } from './generations.js';
import type { Projection } from './projection.js';
import { Projector } from './projector.js';
import type { Session } from './session.js';

export interface HostLog {
  info(message: string): void;
  error(message: string): void;
}

/** How soon a process that stands by sees that the runner is gone. */
export const STAND_BY_MS = 200;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 3_000;
/** Catching up folds this many events into one transaction; in the steady state a batch is what came in meanwhile. */
const BATCH = 5_000;

export const runnerKey = (name: string): string => `run:${name}`;

/** Feeds the live generation of one projection, in whichever process holds the lock. */
export class Runner {
  constructor(
    private readonly projection: Projection,
    private readonly pool: Pool,
    private readonly log: EventLog,
    private readonly session: Session,
    private readonly feed: ChangeFeed,
    private readonly builder: Builder,
    private readonly hostLog: HostLog,
  ) {}

  /** Runs, or stands by for the process that does, until stopped or halted. */
  async run(signal: AbortSignal): Promise<void> {
    const key = runnerKey(this.projection.name);
    let delay = FIRST_RETRY_MS;
    while (!signal.aborted) {
      const release = await this.session.tryLock(key);
      if (release === null) {
        await pause(STAND_BY_MS, signal);
        continue;
      }
      try {
        const stop = AbortSignal.any([signal, this.session.alive]);
        const projector = await this.open(stop);
        delay = FIRST_RETRY_MS;
        await projector.follow(this.log, BATCH, stop);
      } catch (error) {
        if (error instanceof ProjectionHalted || error instanceof ProjectionNewer) {
          // Somebody with mended code may take over; trying again with the same code would only halt again.
          this.hostLog.error(error.message);
          return;
        }
        if (error instanceof ProjectionFenced) this.hostLog.info(error.message);
        else if (!(error instanceof ProjectionStopped)) {
          this.hostLog.error(`projection ${this.projection.name}: ${(error as Error).message}; trying again`);
          await pause(delay, signal);
          delay = Math.min(2 * delay, LAST_RETRY_MS);
        }
      } finally {
        await release();
      }
    }
  }

  /** Applies what is outstanding up to this position. Call while holding the runner's lock. */
  async drain(target: number, signal: AbortSignal): Promise<void> {
    const stop = AbortSignal.any([signal, this.session.alive]);
    const projector = await this.open(stop);
    await projector.drainTo(this.log, target, BATCH, stop);
  }

  private async open(signal: AbortSignal): Promise<Projector> {
    const generation = await this.ensureLive(signal);
    // Whoever opens it tries the event again that it halted at: until that fails anew, it is not halted.
    await this.pool.query(
      'update projection set halted_position = null, halted_reason = null where schema = $1 and halted_position is not null',
      [generation.schema],
    );
    await this.feed.refresh();
    return Projector.open(this.pool, this.projection, generation, this.feed);
  }

  /** What is live in our version: made when there is nothing, built beside the old one when that is of an older version. */
  private async ensureLive(signal: AbortSignal): Promise<Generation> {
    const live = (await liveGeneration(this.pool, this.projection.name)) ?? (await this.create());
    if (live.version > this.projection.version) {
      throw new ProjectionNewer(live.name, live.version, this.projection.version);
    }
    if (live.version === this.projection.version) return live;
    this.hostLog.info(
      `projection ${live.name}: version ${live.version} is live, building version ${this.projection.version} beside it`,
    );
    try {
      await this.builder.rebuild(this.projection, signal);
    } catch (error) {
      if (!(error instanceof RebuildUnderWay)) throw error;
      await pause(STAND_BY_MS, signal);
    }
    if (signal.aborted) throw new ProjectionStopped();
    return this.ensureLive(signal);
  }

  /** The first generation, empty. */
  async create(): Promise<Generation> {
    const client = await this.pool.connect();
    try {
      return await createGeneration(client, this.projection, 'live', true);
    } finally {
      client.release();
    }
  }
}

export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
