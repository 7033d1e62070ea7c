import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { EventLog } from '#libs/event-log';
import type { EventStore } from '#libs/event-store';
import type { Builder } from './builder.js';
import type { ChangeFeed } from './change-feed.js';
import { Drain, type Progress } from './drain.js';
import { ProjectionFenced, ProjectionHalted, ProjectionNewer, ProjectionStopped, RebuildUnderWay } from './errors.js';
import { createGeneration, liveGeneration, markHalted, unmarkHalted, type Generation } from './generations.js';
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

/** How soon a log that cannot go on is tried again: it may have been mended. */
const HALTED_RETRY_MS = 2_000;
export const runnerKey = (name: string): string => `run:${name}`;

export interface RunnerParts {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'head'>;
  readonly log: EventLog;
  readonly session: Session;
  readonly feed: ChangeFeed;
  readonly builder: Builder;
  readonly hostLog: HostLog;
  /** A log that has gone on for so many milliseconds is mended. */
  readonly mendedAfterMs: number;
}

/** Feeds the live generation of one projection, in whichever process holds the lock. */
export class Runner {
  /** What it halted over last: said once, however often it is tried again. */
  #told = '';

  constructor(
    private readonly projection: Projection,
    private readonly parts: RunnerParts,
  ) {}

  /** Runs, or stands by for the process that does, until stopped or until the projection itself halts. */
  async run(signal: AbortSignal): Promise<void> {
    const { session } = this.parts;
    const key = runnerKey(this.projection.name);
    let delay = FIRST_RETRY_MS;
    while (!signal.aborted) {
      const release = await session.tryLock(key);
      if (release === null) {
        await pause(STAND_BY_MS, signal);
        continue;
      }
      let wait = 0;
      let opened: { readonly projector: Projector; readonly generation: Generation } | null = null;
      try {
        const stop = AbortSignal.any([signal, session.alive]);
        opened = await this.open(stop);
        await this.follow(opened.projector, opened.generation, stop);
      } catch (error) {
        const goesOn = this.tell(error);
        if (!goesOn) return;
        if (opened !== null && opened.projector.position > opened.generation.position) delay = FIRST_RETRY_MS;
        if (error instanceof ProjectionHalted) wait = HALTED_RETRY_MS;
        else if (!(error instanceof ProjectionFenced || error instanceof ProjectionStopped)) {
          wait = delay;
          delay = Math.min(2 * delay, LAST_RETRY_MS);
        }
      } finally {
        await release();
      }
      // Without the lock: another process may have mended code, or a database that answers.
      await pause(wait, signal);
    }
  }

  /** Applies what is outstanding up to this position. Call while holding the runner's lock. */
  async drain(target: number, signal: AbortSignal, progress?: Progress): Promise<void> {
    const stop = AbortSignal.any([signal, this.parts.session.alive]);
    const { projector } = await this.open(stop);
    const drain = new Drain(projector, this.parts.log, { name: this.projection.name, batchSize: BATCH, signal: stop });
    try {
      await drain.to(target, progress);
    } finally {
      await drain.close();
    }
  }

  /** Says what went wrong. False: trying again with the same code would only end in the same way. */
  private tell(error: unknown): boolean {
    const { hostLog } = this.parts;
    if (error instanceof ProjectionFenced) hostLog.info(error.message);
    else if (error instanceof ProjectionHalted || error instanceof ProjectionNewer) {
      if (this.#told !== error.message) hostLog.error(error.message);
      this.#told = error.message;
      return error instanceof ProjectionHalted && error.byLog;
    } else if (!(error instanceof ProjectionStopped)) {
      hostLog.error(`projection ${this.projection.name}: ${(error as Error).message}; trying again`);
    }
    return true;
  }

  private async follow(projector: Projector, generation: Generation, signal: AbortSignal): Promise<void> {
    const mended = setTimeout(() => {
      this.#told = '';
      this.unmarkIfComplete(projector, generation).catch(() => undefined);
    }, this.parts.mendedAfterMs).unref();
    try {
      await projector.follow(this.parts.log, BATCH, signal);
    } finally {
      clearTimeout(mended);
    }
  }

  /**
   * The mark that the log halted goes with the first events that are committed after it. Where the record that could not be read was the last one, there
   * are none: what holds every event is not halted.
   */
  private async unmarkIfComplete(projector: Projector, generation: Generation): Promise<void> {
    const { pool, store, feed } = this.parts;
    if (projector.position < (await store.head()).position) return;
    await unmarkHalted(pool, generation, 'log');
    await feed.refresh();
  }

  private async open(signal: AbortSignal): Promise<{ projector: Projector; generation: Generation }> {
    const { pool, feed } = this.parts;
    const generation = await this.ensureLive(signal);
    // Whoever opens it tries the event again that its code halted at: until that fails anew, it is not halted. A log that halted is tried again by
    // everybody all the time, and is halted until it is seen to go on.
    await unmarkHalted(pool, generation, 'code');
    await feed.refresh();
    return { projector: await Projector.open(pool, this.projection, generation, feed), generation };
  }

  /** What is live in our version: made when there is nothing, built beside the old one when that is of an older version. */
  private async ensureLive(signal: AbortSignal): Promise<Generation> {
    const live = (await liveGeneration(this.parts.pool, this.projection.name)) ?? (await this.create());
    if (live.version > this.projection.version) {
      throw new ProjectionNewer(live.name, live.version, this.projection.version);
    }
    if (live.version === this.projection.version) return live;
    this.parts.hostLog.info(
      `projection ${live.name}: version ${live.version} is live, building version ${this.projection.version} beside it`,
    );
    try {
      await this.parts.builder.rebuild(this.projection, signal);
    } catch (error) {
      if (error instanceof ProjectionHalted && error.byLog) {
        // What is live stays as it is, and is not fed until the log goes on.
        await markHalted(this.parts.pool, live, live.position, error);
      }
      if (!(error instanceof RebuildUnderWay)) throw error;
      await pause(STAND_BY_MS, signal);
    }
    if (signal.aborted) throw new ProjectionStopped();
    return this.ensureLive(signal);
  }

  /** The first generation, empty. */
  async create(): Promise<Generation> {
    const client = await this.parts.pool.connect();
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
