import type { RecordedEvent } from '#libs/event-store';
import { canonicalJson, periodOf, type Instant } from '#libs/kernel';
import { policyAdopted } from '#libs/policy';
import type { Change, Projection } from '#libs/projections';
import { FIGURES_POLICY, figuresPolicy } from '../domain/figures.policy.js';
import type { CountedRow, RealisationCorrected, RealisationRecorded } from '../domain/taakstelling.events.js';
import { footnoteOf } from './figures/facts.js';
import { FIGURES_TABLES } from './figures.tables.js';
import { householdRows, movesFigures, touchedByHousehold } from './household-rows.js';
import { isTaakstellingEvent, readFact } from './read-fact.js';

/** Name of the read model that all figures are computed from. */
export const FIGURES = 'figures';

/** Touched by what moves every figure: a policy says anew what counts. */
export const EVERYTHING = '*';

type Cause = 'recorded' | 'reversed' | 'corrected';

/** One ledger row. Written out field by field: a rebuild comes here a million times. */
function book(
  changes: Change[],
  event: RecordedEvent,
  fact: RealisationRecorded | RealisationCorrected,
  counted: CountedRow,
  entry: { readonly entry: 0 | 1; readonly persons: number; readonly cause: Cause },
): void {
  const { municipality, administration, kind } = counted;
  changes.push({
    kind: 'insert',
    table: 'ledger',
    row: {
      position: event.position,
      entry: entry.entry,
      id: fact.id,
      municipality,
      period: periodOf(counted.on),
      administration,
      kind,
      one_off: counted.oneOff ?? '',
      effective_on: counted.on,
      known_at: fact.knownAt ?? event.recordedAt,
      recorded_at: event.recordedAt,
      persons: entry.persons,
      cause: entry.cause,
      source: fact.type === 'RealisationRecorded' ? fact.source : null,
      reason: fact.reason,
      remark: fact.remark,
      footnote: footnoteOf(fact.remark),
    },
  });
}

function recorded(event: RecordedEvent, fact: RealisationRecorded): readonly Change[] {
  const changes: Change[] = [];
  book(changes, event, fact, fact.counted, { entry: 0, persons: fact.counted.persons, cause: 'recorded' });
  return changes;
}

function corrected(event: RecordedEvent, fact: RealisationCorrected): readonly Change[] {
  const changes: Change[] = [];
  // 0 − n, because −0 is no whole number that a database hands back.
  book(changes, event, fact, fact.was, { entry: 1, persons: 0 - fact.was.persons, cause: 'reversed' });
  if (fact.becomes !== null) {
    book(changes, event, fact, fact.becomes, { entry: 0, persons: fact.becomes.persons, cause: 'corrected' });
  }
  return changes;
}

function insert(
  event: RecordedEvent,
  table: string,
  knownAt: Instant | null,
  row: Readonly<Record<string, string | number | null>>,
): Change {
  return {
    kind: 'insert',
    table,
    row: {
      position: event.position,
      ...row,
      known_at: knownAt ?? event.recordedAt,
      recorded_at: event.recordedAt,
    },
  };
}

function changesOf(event: RecordedEvent): readonly Change[] {
  const fact = readFact(event);
  switch (fact.type) {
    case 'RealisationRecorded':
      return recorded(event, fact);
    case 'RealisationCorrected':
      return corrected(event, fact);
    case 'TaakstellingAnnounced':
    case 'TaakstellingRedistributed':
      return [
        insert(event, 'target', fact.knownAt, {
          municipality: fact.municipality,
          period: fact.period,
          persons: fact.persons,
          state: fact.type === 'TaakstellingAnnounced' ? fact.state : 'pooled',
          announced_on: fact.announcedOn,
          cause: fact.type === 'TaakstellingAnnounced' ? 'announced' : 'redistributed',
          source: fact.source,
          remark: fact.remark,
        }),
      ];
    case 'FigurePublished':
      return [
        insert(event, 'published', fact.knownAt, {
          id: fact.id,
          scope: fact.scope,
          period: fact.period,
          figure: fact.figure,
          value: fact.value,
          as_of: fact.asOf,
          source: fact.source,
          published_on: fact.publishedOn,
          remark: fact.remark,
        }),
      ];
    case 'DifferenceExplained':
      return [
        insert(event, 'explanation', null, {
          id: fact.id,
          scope: fact.scope,
          period: fact.period,
          amount: fact.amount,
          reason: fact.reason,
        }),
      ];
    case 'PopulationCounted':
      return [
        insert(event, 'population', fact.knownAt, {
          municipality: fact.municipality,
          counted_on: fact.on,
          persons: fact.persons,
          source: fact.source,
          remark: fact.remark,
        }),
      ];
  }
}

function policyChanges(event: RecordedEvent): readonly Change[] {
  if (event.data['policy'] !== FIGURES_POLICY) return [];
  const fact = policyAdopted.parse({ ...event.data, type: event.type });
  // Read here, so that a policy which says nothing usable halts the read model instead of every question.
  figuresPolicy.parse(fact.content);
  return [
    insert(event, 'policy', fact.knownAt, {
      version: fact.version,
      valid_from: fact.validFrom,
      valid_until: fact.validUntil,
      content: canonicalJson(fact.content),
    }),
  ];
}

const keyOf = (row: CountedRow): string => `${row.municipality}/${periodOf(row.on)}`;

function touchedBy(event: RecordedEvent): readonly string[] {
  const fact = readFact(event);
  switch (fact.type) {
    case 'RealisationRecorded':
      return [keyOf(fact.counted)];
    case 'RealisationCorrected':
      return [...new Set([keyOf(fact.was), ...(fact.becomes === null ? [] : [keyOf(fact.becomes)])])];
    case 'TaakstellingAnnounced':
    case 'TaakstellingRedistributed':
      return [`${fact.municipality}/${fact.period}`];
    case 'FigurePublished':
    case 'DifferenceExplained':
      return [`${fact.scope}/${fact.period}`];
    case 'PopulationCounted':
      return [];
  }
}

/**
 * The read model of all figures: the bitemporal ledger with its totals (placements of households and rows that administrations list), open koppelingen, and every target, publication, explanation,
 * population and figures policy as a row with its position. Nothing is decided here (which target holds, whose row leads):
 * a question decides that, by its reference date and its moment of knowledge. So rows never depend on the order between streams.
 *
 * `touches`: `GM0344/2023-1`, `PV26/2023-1`; since a change in a period also moves the openings of later ones, a watcher of
 * (scope, period) is touched by every key with a period at or before its own whose scope is its own or a municipality
 * within it; and by `*` (see `isTouched`).
 */
export const figuresProjection: Projection = {
  name: FIGURES,
  version: 4,
  tables: FIGURES_TABLES,
  project: (event) => {
    if (isTaakstellingEvent(event.type)) return changesOf(event);
    if (movesFigures(event.type)) return householdRows(event);
    return event.type === 'PolicyAdopted' ? policyChanges(event) : [];
  },
  touches: (event) => {
    if (isTaakstellingEvent(event.type)) return touchedBy(event);
    if (movesFigures(event.type)) return touchedByHousehold(event);
    return event.type === 'PolicyAdopted' && event.data['policy'] === FIGURES_POLICY ? [EVERYTHING] : [];
  },
};
