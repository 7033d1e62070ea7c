import { endOf, previous, type LocalDate, type MunicipalityCode, type Period, type Scope } from '#libs/kernel';
import type { TaakstellingState } from '../../domain/taakstelling.events.js';
import { used } from './footnotes.js';
import { personsOf, publishedInForce, targetInForce } from './in-force.js';
import { addRealised, realisedBy, type Realised } from './realised.js';
import { rulesOf, type View } from './view.js';
import { sumOfKnown } from './whole-numbers.js';

export type OpeningSource = 'published-opening' | 'published-closing' | 'computed-closing' | 'none' | 'mixed';

/** How a scope stands in a period at a reference date. Persons; opening and closing positive = voorsprong. */
export interface Balance {
  readonly taakstelling: number | null;
  readonly state: TaakstellingState | 'mixed' | null;
  readonly opening: number;
  readonly openingSource: OpeningSource;
  /** Null: unknown (nothing published). From the ledger it is always known: without rows 0. */
  readonly realised: number | null;
  /** Which of `realised` came from one-off actions; null where only a published total is known. */
  readonly detail: Realised | null;
  /** opening + realised − taakstelling; null without a taakstelling. */
  readonly closing: number | null;
}

interface Opening {
  readonly persons: number;
  readonly source: OpeningSource;
}

/**
 * Published opening, else the published closing of the period before, else its computed closing, else 0. A computed
 * closing exists only where that period has a taakstelling, so the chain ends by itself.
 */
function openingOf(
  view: View,
  scope: Scope,
  period: Period,
  asOf: LocalDate,
  before: (period: Period, asOf: LocalDate) => Balance | null,
): Opening {
  const rules = rulesOf(view, period);
  if (rules !== null) {
    const row = { scope, period, figure: 'opening' } as const;
    const opening = used(view.footnotes, publishedInForce(view.facts, rules, row, asOf, view.knownAt));
    if (opening !== null) return { persons: opening.value, source: 'published-opening' };
  }
  const last = previous(period);
  const lastRules = rulesOf(view, last);
  if (lastRules !== null) {
    const row = { scope, period: last, figure: 'closing' } as const;
    const closing = used(view.footnotes, publishedInForce(view.facts, lastRules, row, asOf, view.knownAt));
    if (closing !== null) return { persons: closing.value, source: 'published-closing' };
  }
  const computed = before(last, endOf(last));
  return computed === null || computed.closing === null
    ? { persons: 0, source: 'none' }
    : { persons: computed.closing, source: 'computed-closing' };
}

/** One municipality from the ledger, with its whole chain of openings. Null where no policy says what counts. */
export function computedBalance(
  view: View,
  municipality: MunicipalityCode,
  period: Period,
  asOf: LocalDate,
): Balance | null {
  const rules = rulesOf(view, period);
  if (rules === null) return null;
  const target = used(view.footnotes, targetInForce(view.facts, municipality, period, asOf, view.knownAt));
  const taakstelling = personsOf(target);
  const detail = realisedBy(view, rules, municipality, period);
  const opening = openingOf(view, municipality, period, asOf, (p, closing) =>
    // Without a taakstelling there is no closing: looking further back would be for nothing.
    personsOf(targetInForce(view.facts, municipality, p, closing, view.knownAt)) === null
      ? null
      : computedBalance(view, municipality, p, closing),
  );
  return {
    taakstelling,
    state: target?.state ?? null,
    opening: opening.persons,
    openingSource: opening.source,
    realised: detail.persons,
    detail,
    closing: taakstelling === null ? null : opening.persons + detail.persons - taakstelling,
  };
}

/** A scope from what was published for it, and nothing else. Null where no policy says whose publication leads. */
export function publishedBalance(view: View, scope: Scope, period: Period, asOf: LocalDate): Balance | null {
  const rules = rulesOf(view, period);
  if (rules === null) return null;
  const row = (figure: 'taakstelling' | 'realised') =>
    used(view.footnotes, publishedInForce(view.facts, rules, { scope, period, figure }, asOf, view.knownAt));
  const taakstelling = row('taakstelling');
  const realised = row('realised');
  const opening = openingOf(view, scope, period, asOf, (p, closing) =>
    view.facts.published(scope, p, 'taakstelling').length === 0 ? null : publishedBalance(view, scope, p, closing),
  );
  return {
    taakstelling: taakstelling?.value ?? null,
    state: null,
    opening: opening.persons,
    openingSource: opening.source,
    realised: realised?.value ?? null,
    detail: null,
    closing: taakstelling === null || realised === null ? null : opening.persons + realised.value - taakstelling.value,
  };
}

const oneOrMixed = <T extends string>(values: ReadonlySet<T>, none: T): T | 'mixed' =>
  values.size > 1 ? 'mixed' : ([...values][0] ?? none);

/** A province or the country is the sum of its municipalities, in every figure. */
export function sumOfBalances(parts: readonly Balance[]): Balance {
  const taakstelling = sumOfKnown(parts.map((p) => p.taakstelling));
  const opening = sumOfKnown(parts.map((p) => p.opening)) ?? 0;
  const detail = addRealised(parts.flatMap((p) => (p.detail === null ? [] : [p.detail])));
  // A municipality that takes no part (no taakstelling, no opening from anywhere) says nothing about where openings come from.
  const taking = parts.filter((p) => p.taakstelling !== null || p.openingSource !== 'none');
  const states = new Set(parts.flatMap((p) => (p.state === null ? [] : [p.state])));
  return {
    taakstelling,
    state: states.size > 1 ? 'mixed' : ([...states][0] ?? null),
    opening,
    openingSource: oneOrMixed<OpeningSource>(new Set(taking.map((p) => p.openingSource)), 'none'),
    realised: detail.persons,
    detail,
    closing: taakstelling === null ? null : opening + detail.persons - taakstelling,
  };
}
