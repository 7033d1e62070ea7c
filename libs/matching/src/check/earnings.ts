import { EXACT } from './assignment.js';
import { earnedBy, earningOf, type Earning } from './earning.js';
import { largestOf } from './floors.js';
import type { Leaf } from './leaf.js';
import { searchEarning } from './search.js';
import { bestWalks, noGrowth, typedWalks } from './walks.js';

/** Exchanges of this many municipalities are few enough to be looked at one by one. */
const SHORT = 3;

export type Verdict = 'none earns' | 'one earns' | 'too hard' | 'too large';

/**
 * Whether no exchange that the caps allow earns more than its allowance. What decides mostly is the best walk, which may visit
 * a municipality twice; only where that earns are simple exchanges searched, within a bound on the work.
 */
export function judgeEarnings(leaf: Leaf): Verdict {
  const earning = earningOf(leaf);
  if (!earningsAreExact(earning)) return 'too large';
  const branched = [...leaf.terms.kinds.values()];
  // The search looks only at kinds that earn: those that must lose are looked at one by one.
  if (branched.some((kind) => earnedBy(earning, kind) > kind.allowance)) return 'one earns';
  const most = Math.max(earning.mostClosed, earning.mostOpen);
  if (most < 2) return 'none earns';
  const walks = bestWalks(earning);
  if (walks === null) return noGrowth(earning) || typedWalks(earning) ? 'none earns' : 'too hard';
  // The longer exchanges may be, the more there are, and the sooner the walks of any length say it at once.
  return most > SHORT && typedWalks(earning) ? 'none earns' : searchEarning(earning, walks);
}

/** The largest that an exchange of all municipalities can add up to must be told exactly. */
function earningsAreExact(earning: Earning): boolean {
  const { leg, householdsOut, householdsIn, personsOut, personsIn, sizes, municipalities } = earning;
  const largest =
    largestOf(leg.filter(Number.isFinite)) +
    2 * (sizes.at(-1) ?? 0) * (largestOf(personsOut) + largestOf(personsIn)) +
    1000 * earning.expected +
    largestOf(householdsOut) +
    largestOf(householdsIn) -
    earning.path;
  return largest * (municipalities + 2) * 2 < EXACT;
}
