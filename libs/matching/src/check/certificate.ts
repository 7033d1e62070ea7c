import { isSplit, termsOf, type Branch } from './branches.js';
import { judgeEarnings, type Verdict } from './earnings.js';
import type { Faults } from './fault.js';
import type { Ground } from './ground.js';
import { leafBound, leafOf, type Claim } from './leaf.js';
import { checkedPrices } from './prices.js';
import { isFields } from './shape.js';

/** Nodes of one certificate: more than any round makes, and few enough to end on one that goes round in circles. */
const MOST_NODES = 50_000;

/**
 * The bound that a certificate proves for a level, in whole units of its goal; null with a fault where it proves none.
 *
 * Why prices prove a bound (weak duality). Take any plan that keeps the rules, the floors, what earlier levels reached and the branches of
 * a leaf. Each of these says of the plan that some amount is ≥ 0; multiply it by its price ≥ 0 and add it to scale × worth, which so only grows:
 *
 *   dwelling d       1 − its placements                                     out, in of m   high − Σ⁺ contributions, −low − Σ⁻ contributions
 *   floors           placed − floor                                         earlier l      worth for l − reached
 *   pair above       placements of the pair − 1 (below: it is left out)     kind below     most − exchanges of the kind
 *                                                                           kind above     exchanges of the kind − (most + 1)
 *
 * Add the price of each leg to its exchange and take it off its pair: nothing changes. Now put everything with what it depends on:
 * – a placement gets its net worth (with what floors, branches and earlier levels add); a household has at most one: ≤ Σ_h max(0, best);
 * – an exchange gets its legs' prices, what it is worth as such (`path`, `expected`; for the goal by scale, for earlier levels by price), minus
 *   what the bands charge: out at the start and in at the end of a path, persons by what differs at each municipality; minus the price of each
 *   branch below on its kind, plus that of each above. `judgeEarnings` sees that this is ≤ 0 for whatever the caps allow;
 * – what is left depends on no plan: prices of dwellings, limits × prices, −floors × prices, −reached × prices, −1 × price of a pair above,
 *   most × price and −(most + 1) × price of kinds.
 * So scale × worth ≤ Σ_h max(0, best) + what is left. The worth is whole: rounded down. A split parts all plans in two sides, so that
 * the larger of two bounds holds for both. Everything is whole and below 2^53, so that no rounding can hide a difference.
 */
export function provenBound(ground: Ground, claim: Claim, root: unknown, faults: Faults, level: string): number | null {
  const open: { readonly node: unknown; readonly branches: Path | null }[] = [{ node: root, branches: null }];
  let bound = -Infinity;
  let nodes = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, branches } = next;
    nodes += 1;
    if (nodes > MOST_NODES) {
      faults.add('CERTIFICATE_TOO_LARGE', 'Het bewijs telt te veel takken.', 'levels', level);
      return null;
    }
    if (isFields(node) && node.kind === 'prices') {
      const leaf = boundOfLeaf(ground, claim, node.prices, branchesOf(branches), faults, level);
      if (leaf === null) return null;
      bound = Math.max(bound, leaf);
    } else if (isFields(node) && node.kind === 'split' && isSplit(ground, node.split)) {
      const { split } = node;
      open.push({ node: node.below, branches: { branch: { split, above: false }, up: branches } });
      open.push({ node: node.above, branches: { branch: { split, above: true }, up: branches } });
    } else {
      faults.add(
        'CERTIFICATE_MALFORMED',
        'Een tak van het bewijs is geen prijslijst en geen splitsing.',
        'levels',
        level,
      );
      return null;
    }
  }
  return bound;
}

interface Path {
  readonly branch: Branch;
  readonly up: Path | null;
}

function branchesOf(path: Path | null): readonly Branch[] {
  const branches: Branch[] = [];
  for (let at = path; at !== null; at = at.up) branches.push(at.branch);
  return branches.reverse();
}

function boundOfLeaf(
  ground: Ground,
  claim: Claim,
  claimed: unknown,
  branches: readonly Branch[],
  faults: Faults,
  level: string,
): number | null {
  const counts = { earlier: claim.earlier.length, branches: branches.length };
  const prices = checkedPrices(ground, claimed, counts, faults, level);
  if (prices === null) return null;
  const terms = termsOf(branches, prices.branches);
  if (terms === null) {
    faults.add('PRICE_NOT_ALLOWED', 'In het bewijs heeft een uitgesloten paar een prijs.', 'levels', level, 'branches');
    return null;
  }
  const leaf = leafOf(ground, claim, prices, terms);
  const verdict = judgeEarnings(leaf);
  const bound = verdict === 'none earns' ? leafBound(leaf) : null;
  if (bound === null) refuse(verdict === 'none earns' ? 'too large' : verdict, faults, level);
  return bound === null ? null : wholeUnits(bound, prices.scale);
}

/** Rounded down to a whole number of units; exact, unlike a division followed by rounding. */
function wholeUnits(amount: number, scale: number): number {
  const rest = amount % scale;
  return (amount - (rest < 0 ? rest + scale : rest)) / scale;
}

function refuse(verdict: Exclude<Verdict, 'none earns'>, faults: Faults, level: string): void {
  switch (verdict) {
    case 'one earns':
      return faults.add('EXCHANGE_EARNS', 'Het bewijs rekent een toegestane uitwisseling te weinig.', 'levels', level);
    case 'too hard':
      return faults.add('CERTIFICATE_TOO_HARD', 'Het bewijs is te moeilijk om na te rekenen.', 'levels', level);
    case 'too large':
      return faults.add('NUMBER_TOO_LARGE', 'Getallen van het bewijs zijn te groot om na te rekenen.', 'levels', level);
  }
}
