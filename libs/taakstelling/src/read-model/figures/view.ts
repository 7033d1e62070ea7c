import type { Instant, MunicipalityCode, Period, Scope } from '#libs/kernel';
import type { FiguresPolicy } from '../../domain/figures.policy.js';
import type { Administration } from '../../domain/taakstelling.events.js';
import type { CountedSum, FactIndex, PolicyFact } from './facts.js';
import { noFootnotes, type Footnotes } from './footnotes.js';
import { policyInForce } from './in-force.js';

/** The facts as somebody saw them at a moment: everything else about a figure is the same arithmetic on one of these. */
export interface View {
  readonly facts: FactIndex;
  /** Null: all that the facts hold. */
  readonly knownAt: Instant | null;
  /** Instead of the leading administration of every municipality and period. */
  readonly administration: Administration | null;
  /** Filled by whatever a number is taken from; complete when the answer is. */
  readonly footnotes: Footnotes;
  /** Ledger sums within the facts that were not known yet at this moment. */
  countedLater(municipality: MunicipalityCode, period: Period): readonly CountedSum[];
  policy(period: Period): PolicyFact | null;
}

const NONE: readonly never[] = [];

function remembered(facts: FactIndex, knownAt: Instant | null): (period: Period) => PolicyFact | null {
  const found = new Map<Period, PolicyFact | null>();
  return (period) => {
    let policy = found.get(period);
    if (policy === undefined) {
      policy = policyInForce(facts.policies, period, knownAt);
      found.set(period, policy);
    }
    return policy;
  };
}

/** As the question asks: the ledger sums were read with its `knownAt` already. */
export const viewNow = (facts: FactIndex, knownAt: Instant | null, administration: Administration | null): View => ({
  facts,
  knownAt,
  administration,
  footnotes: noFootnotes(),
  countedLater: () => NONE,
  policy: remembered(facts, knownAt),
});

/** As it was known when the scope's closing balance was published, that very moment included: part of the same answer, so of its footnotes. */
export const viewAtPublication = (now: View, scope: Scope, publishedAt: Instant): View => ({
  facts: now.facts,
  knownAt: publishedAt,
  administration: now.administration,
  footnotes: now.footnotes,
  countedLater: (municipality, period) => now.facts.countedAfter(scope, publishedAt, municipality, period),
  policy: remembered(now.facts, publishedAt),
});

export const rulesOf = (view: View, period: Period): FiguresPolicy | null => view.policy(period)?.content ?? null;
