import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

/** How a connection is watched, in ms. */
export interface WatchPace {
  /** So often it is asked whether it is still there. */
  readonly askEvery: number;
  /** It is lost when it has not answered by then. */
  readonly answerWithin: number;
}

const PACE: WatchPace = { askEvery: 2_000, answerWithin: 5_000 };
/** A connection that cannot be ended decently within this time, in ms, is left to the server. */
const END_MS = 1_000;

/**
 * Tells once when a connection on which something rests (a lock, a LISTEN) is lost: it broke, it ended, or it says nothing any more, of which the system
 * would tell only after a long time. To be called before it connects; from then on until it ends it is watched.
 */
export function watchConnection(
  client: Client,
  onLost: () => void,
  { askEvery, answerWithin }: WatchPace = PACE,
): void {
  let asking: NodeJS.Timeout | undefined;
  let isLost = false;
  const lost = (): void => {
    if (isLost) return;
    isLost = true;
    clearInterval(asking);
    onLost();
  };
  const ask = async (): Promise<void> => {
    const late = setTimeout(lost, answerWithin).unref();
    await client.query('select 1').catch(lost);
    clearTimeout(late);
  };
  client.on('error', lost);
  client.on('end', lost);
  client.once('connect', () => {
    if (!isLost) asking = setInterval(() => void ask(), askEvery).unref();
  });
}

/** Ends a connection, also one that says nothing any more. */
export async function endConnection(client: Client): Promise<void> {
  await Promise.race([client.end().catch(() => undefined), sleep(END_MS, undefined, { ref: false })]);
}
