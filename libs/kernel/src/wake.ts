import { addDays, dateOf, startOfDay, type Clock, type Instant } from './time.js';

/**
 * The longest sleep towards a moment, in milliseconds. A timer counts only while the machine is awake, and a clock may be
 * turned (in tests, or by whoever sets the time): so whoever waits for a moment looks at the clock again every so often. A
 * minute late at worst, for one look at a clock a minute.
 */
export const MOST_SLEEP_MS = 60_000;

/** How long to sleep before looking at the clock again for this moment: at least 1 ms, at most `most`. */
export const sleepTowards = (clock: Clock, moment: Instant, most = MOST_SLEEP_MS): number =>
  Math.min(most, Math.max(1, Date.parse(moment) - Date.parse(clock.now())));

/** The first moment of the next local day. */
export const nextMidnight = (after: Instant): Instant => startOfDay(addDays(dateOf(after), 1));
