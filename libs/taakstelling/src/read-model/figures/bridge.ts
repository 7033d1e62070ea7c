import { isMunicipalityCode, type LocalDate, type MunicipalityCode, type Period, type Scope } from '#libs/kernel';
import type { PublishedFact } from './facts.js';
import { used } from './footnotes.js';
import { isKnown, personsOf, publishedInForce, targetInForce } from './in-force.js';
import { rulesOf, viewAtPublication, type View } from './view.js';

/** From the computed closing balance to the published one [seed, footnote 1: they differ, and users know it]. Persons. */
export interface Closing {
  readonly computed: number | null;
  /** Computed from what was known when the closing was published, that moment included. */
  readonly computedAtPublication: number | null;
  /** computed − computedAtPublication: what became known since. */
  readonly lateCorrections: number | null;
  /** The scope's own publication. */
  readonly published: number | null;
  /** Beside a province's own publication, never forced onto it; null until every municipality with a taakstelling published. */
  readonly sumOfMunicipalitiesPublished: number | null;
  /** Sum of the explanations that people recorded. */
  readonly explained: number;
  /** published − computed − explained. */
  readonly unexplained: number | null;
}

export interface BridgeQuestion {
  readonly scope: Scope;
  readonly municipalities: readonly MunicipalityCode[];
  readonly period: Period;
  readonly asOf: LocalDate;
}

function sumPublished(view: View, question: BridgeQuestion): number | null {
  const rules = rulesOf(view, question.period);
  if (rules === null || isMunicipalityCode(question.scope)) return null;
  const closings: PublishedFact[] = [];
  let asked = 0;
  for (const municipality of question.municipalities) {
    const closing = publishedInForce(
      view.facts,
      rules,
      { scope: municipality, period: question.period, figure: 'closing' },
      question.asOf,
      view.knownAt,
    );
    const target = targetInForce(view.facts, municipality, question.period, question.asOf, view.knownAt);
    if (personsOf(target) !== null) {
      if (closing === null) return null;
      asked += 1;
    }
    if (closing !== null) closings.push(closing);
  }
  return asked === 0 ? null : closings.reduce((sum, closing) => sum + used(view.footnotes, closing).value, 0);
}

const difference = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

/** `computedIn` recomputes the scope's closing balance in another view: the same arithmetic on what was known then. */
export function bridgeOf(
  view: View,
  question: BridgeQuestion,
  computed: number | null,
  computedIn: (view: View) => number | null,
): Closing {
  const { scope, period, asOf } = question;
  const rules = rulesOf(view, period);
  const published =
    rules === null
      ? null
      : used(
          view.footnotes,
          publishedInForce(view.facts, rules, { scope, period, figure: 'closing' }, asOf, view.knownAt),
        );
  const computedAtPublication =
    published === null ? null : computedIn(viewAtPublication(view, scope, published.knownAt));
  const explained = view.facts
    .explanations(scope, period)
    .filter((e) => isKnown(e, view.knownAt))
    .reduce((sum, e) => sum + e.amount, 0);
  return {
    computed,
    computedAtPublication,
    lateCorrections: difference(computed, computedAtPublication),
    published: published?.value ?? null,
    sumOfMunicipalitiesPublished: sumPublished(view, question),
    explained,
    unexplained: difference(difference(published?.value ?? null, computed), explained),
  };
}
