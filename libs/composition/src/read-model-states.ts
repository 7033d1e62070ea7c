import type { ProjectionHost } from '#libs/projections';

/** One read model as health and metrics see it. */
export interface ReadModelState {
  readonly name: string;
  /** Position up to which its tables hold the log. */
  readonly position: number;
  /** `catching-up`: not yet live. `halted`: met an event that it cannot handle. */
  readonly state: 'live' | 'catching-up' | 'halted';
  /** Events that the store has and the read model has not. */
  readonly lag: number;
  /** Why it halted, naming the event or the record; null where it did not. */
  readonly haltedReason: string | null;
}

/** Further behind than this, figures would be old rather than a moment late: the runner takes this in within a second. */
const MOST_LAG = 10_000;

/**
 * How the read models are, whichever process feeds them.
 * @param mostLag further behind than this one is catching up; in events
 */
export async function readModelStates(
  host: ProjectionHost,
  mostLag: number = MOST_LAG,
): Promise<readonly ReadModelState[]> {
  return (await host.status()).map(({ name, position, status, schema, lag, haltedReason }) => ({
    name,
    position,
    state: status === 'halted' ? 'halted' : schema === null || lag > mostLag ? 'catching-up' : 'live',
    lag,
    haltedReason,
  }));
}
