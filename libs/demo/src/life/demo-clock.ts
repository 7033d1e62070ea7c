import type { Clock, Instant } from '#libs/kernel';

/** A clock that can be set to a moment that is past, and that goes with the real one until then and from then on. */
export interface DemoClock extends Clock {
  set(moment: Instant): void;
  release(): void;
  /** The moment by the real one, however this one is set. */
  present(): Instant;
}

/**
 * By which a demo lives through its half-year: an exchange waits for answers, objections and COA, and nobody waits weeks for a demo. In a
 * store that holds nothing but a demo the moments of recording follow it too; never in any other (docs/decisions/0012).
 */
export function demoClock(real: Clock): DemoClock {
  let turned: Instant | null = null;
  return {
    now: () => turned ?? real.now(),
    set: (moment) => {
      turned = moment;
    },
    release: () => {
      turned = null;
    },
    present: () => real.now(),
  };
}
