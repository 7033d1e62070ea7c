import type { EventStore } from '#libs/event-store';
import { ok, refuse, type Result } from '#libs/kernel';
import type { ProjectionHost } from './projection-host.js';

/** How long a question waits for the position that it asks for, in milliseconds. */
const WAIT_MS = 5_000;

export interface PositionAsked {
  readonly projection: string;
  /** What the read model shows, in Dutch with its article, plural: the subject of the refusal. */
  readonly shows: string;
  readonly position: number;
  /** The argument that asks for it. */
  readonly path: 'position' | 'atLeast';
}

/**
 * Waits until a read model holds a position that a question asks for. Refuses `POSITION_BEYOND_HEAD` at once where the log
 * does not hold it: it may never come. Refuses `AT_LEAST_TIMEOUT` where it is stored and not shown within 5 s, or at once
 * where the read model halted before it.
 */
export async function waitForPosition(
  host: ProjectionHost,
  store: Pick<EventStore, 'head'>,
  { projection, shows, position, path }: PositionAsked,
): Promise<Result<true>> {
  // What is shown is in the log: the store is not asked.
  if (await host.waitFor(projection, position, 0)) return ok(true);
  const { position: head } = await store.head();
  if (position > head) {
    const message = `het logboek gaat tot positie ${head}, niet tot ${position}`;
    return refuse('POSITION_BEYOND_HEAD', message, [path], { head });
  }
  if (await host.waitFor(projection, position, WAIT_MS)) return ok(true);
  return refuse('AT_LEAST_TIMEOUT', `${shows} zijn nog niet bij tot positie ${position}; probeer het opnieuw`, [path]);
}
