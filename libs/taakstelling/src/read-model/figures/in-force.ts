import {
  COUNTRY,
  isMunicipalityCode,
  startOf,
  type Instant,
  type LocalDate,
  type MunicipalityCode,
  type Period,
  type Scope,
} from '#libs/kernel';
import type { FiguresPolicy } from '../../domain/figures.policy.js';
import type { PublishedFigure, Publisher } from '../../domain/taakstelling.events.js';
import type { FactIndex, PolicyFact, PublishedFact, TargetFact } from './facts.js';

/** Which of several facts holds, seen from a moment of knowledge. `knownAt` null: from all that is there. */
export const isKnown = (fact: { readonly knownAt: Instant }, knownAt: Instant | null): boolean =>
  knownAt === null || fact.knownAt <= knownAt;

function greatest<T>(items: Iterable<T>, compare: (a: T, b: T) => number): T | null {
  let found: T | null = null;
  for (const item of items) if (found === null || compare(item, found) > 0) found = item;
  return found;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The policy that rules a period, by its first day: of those valid then, the one with the latest start of validity;
 * of two with the same start the one known (then recorded) later, as it was adopted to replace the other.
 */
export function policyInForce(
  policies: readonly PolicyFact[],
  period: Period,
  knownAt: Instant | null,
): PolicyFact | null {
  const day = startOf(period);
  const valid = policies.filter(
    (p) => p.validFrom <= day && (p.validUntil === null || p.validUntil > day) && isKnown(p, knownAt),
  );
  return greatest(
    valid,
    (a, b) => compareText(a.validFrom, b.validFrom) || compareText(a.knownAt, b.knownAt) || a.position - b.position,
  );
}

/** The taakstelling at a reference date: the one last announced before it, redistributions [art. 29(2)] included. */
export function targetInForce(
  facts: FactIndex,
  municipality: MunicipalityCode,
  period: Period,
  asOf: LocalDate,
  knownAt: Instant | null,
): TargetFact | null {
  const rows = facts.targets(municipality, period).filter((t) => t.announcedOn < asOf && isKnown(t, knownAt));
  return greatest(rows, (a, b) => compareText(a.announcedOn, b.announcedOn) || a.position - b.position);
}

/** Persons of a taakstelling; one that has ended is none. */
export const personsOf = (target: TargetFact | null): number | null =>
  target === null || target.state === 'ended' ? null : target.persons;

function sourcesFor(policy: FiguresPolicy, scope: Scope): readonly Publisher[] {
  const { municipality, province, country, fallback } = policy.leadingSource;
  const leading = scope === COUNTRY ? country : isMunicipalityCode(scope) ? municipality : province;
  return [leading, ...fallback];
}

/**
 * The published row that counts: of the leading source (or, where it has none, the first of the fallbacks that has one)
 * that with the latest `asOf` at or before the reference date, then the latest day of publication, then the last recorded.
 */
export function publishedInForce(
  facts: FactIndex,
  policy: FiguresPolicy,
  question: { readonly scope: Scope; readonly period: Period; readonly figure: PublishedFigure },
  asOf: LocalDate,
  knownAt: Instant | null,
): PublishedFact | null {
  const rows = facts
    .published(question.scope, question.period, question.figure)
    .filter((p) => p.asOf <= asOf && isKnown(p, knownAt));
  if (rows.length === 0) return null;
  for (const source of sourcesFor(policy, question.scope)) {
    const row = greatest(
      rows.filter((p) => p.source === source),
      (a, b) => compareText(a.asOf, b.asOf) || compareText(a.publishedOn, b.publishedOn) || a.position - b.position,
    );
    if (row !== null) return row;
  }
  return null;
}
