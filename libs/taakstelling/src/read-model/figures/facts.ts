import type { Instant, LocalDate, MunicipalityCode, Period, Scope } from '#libs/kernel';
import type { FiguresPolicy } from '../../domain/figures.policy.js';
import type {
  Administration,
  PublishedFigure,
  Publisher,
  TaakstellingState,
} from '../../domain/taakstelling.events.js';

/** Every fact carries where it stands in the log and since when the administration that reports it knew it. */
interface Fact {
  readonly position: number;
  readonly knownAt: Instant;
}

export interface TargetFact extends Fact {
  readonly municipality: MunicipalityCode;
  readonly period: Period;
  readonly persons: number;
  readonly state: TaakstellingState;
  readonly announcedOn: LocalDate;
  readonly remark: string | null;
}

export interface PublishedFact extends Fact {
  readonly scope: Scope;
  readonly period: Period;
  readonly figure: PublishedFigure;
  readonly value: number;
  readonly asOf: LocalDate;
  readonly source: Publisher;
  readonly publishedOn: LocalDate;
  readonly remark: string | null;
}

interface ExplanationFact extends Fact {
  readonly scope: Scope;
  readonly period: Period;
  readonly amount: number;
}

export interface PolicyFact extends Fact {
  readonly version: string;
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate | null;
  readonly content: FiguresPolicy;
}

/** Ledger rows of one municipality and period that agree in everything that decides whether they count, added up. */
export interface CountedSum {
  readonly municipality: MunicipalityCode;
  readonly period: Period;
  readonly administration: Administration;
  readonly kind: string;
  /** Name of the one-off action; empty for an ordinary realisation. */
  readonly oneOff: string;
  /** First part of the remark of the rows; empty where they have none. */
  readonly footnote: string;
  readonly persons: number;
}

/** What a municipality has to show on the reference date of its koppel balance. */
export interface KoppelFact {
  readonly municipality: MunicipalityCode;
  /** Persons in open koppelingen. */
  readonly open: number;
  /** The same as if exchanges had not been; what counts here through one is taken back. */
  readonly openWithoutExchanges: number;
  /** Counted in the period up to and including the day. */
  readonly counted: readonly CountedSum[];
}

/** What of `Facts.counted` became known only after a moment: taken off, it gives what was known at that moment. */
export interface CountedLater {
  readonly scope: Scope;
  readonly after: Instant;
  readonly sums: readonly CountedSum[];
}

/**
 * All that an answer may rest on, read in one snapshot: facts up to one log position, known at or before the question's
 * `knownAt`, of the asked period and the earlier ones that its chain of openings needs.
 */
export interface Facts {
  readonly policies: readonly PolicyFact[];
  readonly targets: readonly TargetFact[];
  readonly published: readonly PublishedFact[];
  readonly explanations: readonly ExplanationFact[];
  /** The first period that is here; null: all there are. */
  readonly from: Period | null;
  /** Moves before the question's `asOf`. */
  readonly counted: readonly CountedSum[];
  /** For every published closing of an asked scope and period: what its municipalities' ledgers learned after it. */
  readonly countedLater: readonly CountedLater[];
  /** Municipalities of which no koppeling is known are left out. */
  readonly koppel: readonly KoppelFact[];
}

/** A remark longer than this is cut in a footnote, so that totals can be kept per footnote within an index row. */
export const FOOTNOTE_CHARACTERS = 200;

export function footnoteOf(remark: string | null): string {
  if (remark === null || remark.length <= FOOTNOTE_CHARACTERS) return remark ?? '';
  // By characters, not code units: as Postgres counts them, and no character is cut in two.
  return [...remark].slice(0, FOOTNOTE_CHARACTERS).join('');
}

/** Facts by what they are asked for, built once for all questions that share them. */
export interface FactIndex {
  /** Whether an earlier period was asked for than the facts hold: what was answered since then is void. */
  readonly tooShort: () => boolean;
  readonly policies: readonly PolicyFact[];
  targets(municipality: MunicipalityCode, period: Period): readonly TargetFact[];
  published(scope: Scope, period: Period, figure: PublishedFigure): readonly PublishedFact[];
  explanations(scope: Scope, period: Period): readonly ExplanationFact[];
  counted(municipality: MunicipalityCode, period: Period): readonly CountedSum[];
  /** On the reference date of the asked period; null where no koppeling is known. */
  koppel(municipality: MunicipalityCode): KoppelFact | null;
  /** Of `counted`, what became known only after the publication at this moment. */
  countedAfter(scope: Scope, after: Instant, municipality: MunicipalityCode, period: Period): readonly CountedSum[];
}

const NONE: readonly never[] = [];

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

export function indexFacts(facts: Facts): FactIndex {
  const targets = groupBy(facts.targets, (t) => `${t.municipality}/${t.period}`);
  const published = groupBy(facts.published, (p) => `${p.scope}/${p.period}/${p.figure}`);
  const explanations = groupBy(facts.explanations, (e) => `${e.scope}/${e.period}`);
  const counted = groupBy(facts.counted, (c) => `${c.municipality}/${c.period}`);
  const later = new Map(
    facts.countedLater.map((l) => [`${l.scope}/${l.after}`, groupBy(l.sums, (c) => `${c.municipality}/${c.period}`)]),
  );
  const koppel = new Map(facts.koppel.map((fact) => [fact.municipality, fact]));
  let short = false;
  const { from } = facts;
  const reach = (period: Period): void => {
    if (from !== null && period < from) short = true;
  };
  return {
    tooShort: () => short,
    policies: facts.policies,
    targets: (municipality, period) => {
      reach(period);
      return targets.get(`${municipality}/${period}`) ?? NONE;
    },
    published: (scope, period, figure) => {
      reach(period);
      return published.get(`${scope}/${period}/${figure}`) ?? NONE;
    },
    explanations: (scope, period) => explanations.get(`${scope}/${period}`) ?? NONE,
    counted: (municipality, period) => {
      reach(period);
      return counted.get(`${municipality}/${period}`) ?? NONE;
    },
    koppel: (municipality) => koppel.get(municipality) ?? null,
    countedAfter: (scope, after, municipality, period) => {
      const sums = later.get(`${scope}/${after}`);
      // Without it an old answer would silently be today's.
      if (sums === undefined) throw new Error(`facts of ${scope} lack what became known after ${after}`);
      return sums.get(`${municipality}/${period}`) ?? NONE;
    },
  };
}
