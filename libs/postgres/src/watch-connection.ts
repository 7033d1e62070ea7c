import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, QueryResult, QueryResultRow } from 'pg';

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

/** Sends a query when the one before has its answer: a connection that several parts share takes one at a time. */
export type InTurn = <R extends QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<QueryResult<R>>;

function inTurn(client: Client): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return <R extends QueryResultRow>(text: string, values: readonly unknown[] = []) => {
    const answer = last.then(() => client.query<R>(text, [...values]));
    last = answer.catch(() => undefined);
    return answer;
  };
}

/**
 * Tells once when a connection on which something rests (a lock, a LISTEN) is lost: it broke, it ended, or it says nothing any more, of which the system
 * would tell only after a long time. To be called before it connects; from then on until it ends it is watched.
 * @returns by which all its queries go
 */
export function watchConnection(
  client: Client,
  onLost: () => void,
  { askEvery, answerWithin }: WatchPace = PACE,
): InTurn {
  const query = inTurn(client);
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
    await query('select 1').catch(lost);
    clearTimeout(late);
  };
  client.on('error', lost);
  client.on('end', lost);
  client.once('connect', () => {
    if (!isLost) asking = setInterval(() => void ask(), askEvery).unref();
  });
  return query;
}

/** Ends a connection, also one that says nothing any more. */
export async function endConnection(client: Client): Promise<void> {
  await Promise.race([client.end().catch(() => undefined), sleep(END_MS, undefined, { ref: false })]);
}
