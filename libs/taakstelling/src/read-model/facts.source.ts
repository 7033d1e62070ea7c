import {
  addDays,
  endOf,
  type Instant,
  type LocalDate,
  type MunicipalityCode,
  type Period,
  type Scope,
} from '#libs/kernel';
import type { ProjectionHost } from '#libs/projections';
import type { Pool } from 'pg';
import { figuresPolicy, type FiguresPolicy } from '../domain/figures.policy.js';
import type { Administration, PublishedFigure, Publisher, TaakstellingState } from '../domain/taakstelling.events.js';
import type { CountedLater, CountedSum, Facts, PublishedFact } from './figures/facts.js';
import { factsStatement, touchedStatement, type Reading } from './facts.statement.js';
import { koppelDate } from './figures/koppel-balance.js';
import { FIGURES } from './figures.projection.js';

/** What to read in one snapshot: for all asked scopes the same period, reference date, moment and position. */
export interface FactsQuestion {
  readonly scopes: readonly { readonly scope: Scope; readonly municipalities: readonly MunicipalityCode[] }[];
  readonly period: Period;
  readonly asOf: LocalDate;
  readonly knownAt: Instant | null;
  readonly position: number | null;
  /** Leave out what lies before this period; null: from the first fact on. */
  readonly from: Period | null;
}

export interface Snapshot {
  /** The log position that the read model held. */
  readonly position: number;
  readonly facts: Facts;
}

export interface Touched {
  readonly position: number;
  /** Keys as the projection names them; null when there are too many to list, or the tables were swapped. */
  readonly keys: readonly string[] | null;
}

type PolicyCells = readonly [number, Instant, string, LocalDate, LocalDate | null, string];
type TargetCells = readonly [
  number,
  Instant,
  MunicipalityCode,
  Period,
  number,
  TaakstellingState,
  LocalDate,
  string | null,
];
type PublishedCells = readonly [
  number,
  Instant,
  Scope,
  Period,
  PublishedFigure,
  number,
  LocalDate,
  Publisher,
  LocalDate,
  string | null,
];
type ExplanationCells = readonly [number, Instant, Scope, Period, number];
type CountedCells = readonly [MunicipalityCode, Period, Administration, string, string, string, number];
type OpenCells = readonly [MunicipalityCode, number, number];
type LaterCells = readonly [Scope, Instant, MunicipalityCode, Period, Administration, string, string, number];

interface FactsRow {
  readonly position: number | null;
  readonly mark: string;
  /** Null, as the three below, where what is held is still right. */
  readonly policies: readonly PolicyCells[] | null;
  readonly targets: readonly TargetCells[] | null;
  readonly published: readonly PublishedCells[] | null;
  readonly explanations: readonly ExplanationCells[] | null;
  readonly counted: readonly CountedCells[];
  readonly open: readonly OpenCells[];
  readonly counted_on_koppel_date: readonly CountedCells[];
  readonly later: readonly LaterCells[];
}

/** What people have given, as against what is counted. */
type GivenFacts = Pick<Facts, 'policies' | 'targets' | 'published' | 'explanations'>;

/** Questions whose given facts are held; the pages of a province ask some thirty. */
const MOST_HELD = 200;

/** Reads facts from the live tables of the figures projection. */
export class FactsSource {
  readonly #contents = new Map<string, FiguresPolicy>();
  /** Given facts move a few times a year, what is counted all day: the first are read again only when their mark moved. */
  readonly #held = new Map<string, { readonly mark: string; readonly given: GivenFacts }>();

  constructor(
    private readonly pool: Pool,
    private readonly host: ProjectionHost,
  ) {}

  async read(question: FactsQuestion): Promise<Snapshot> {
    const historic = question.knownAt !== null || question.position !== null;
    const reading: Reading = historic ? 'historic' : question.asOf === endOf(question.period) ? 'closed' : 'running';
    const municipalities = [...new Set(question.scopes.flatMap((s) => s.municipalities))];
    const pairs = question.scopes.flatMap(({ scope, municipalities: within }) =>
      within.map((m) => [scope, m] as const),
    );
    const values = [
      municipalities,
      question.scopes.map((s) => s.scope),
      pairs.map(([scope]) => scope),
      pairs.map(([, municipality]) => municipality),
      question.period,
      question.asOf,
      question.from ?? '',
      addDays(koppelDate(question.period), 1),
    ];
    let key = '';
    let held: { readonly mark: string; readonly given: GivenFacts } | undefined;
    const row = await this.#live((schema) => {
      key = JSON.stringify([schema, ...values]);
      held = historic ? undefined : this.#held.get(key);
      const last = historic ? [question.knownAt, question.position] : [held?.mark ?? ''];
      return this.#query<FactsRow>(`facts:${reading}:${schema}`, factsStatement(schema, reading), [...values, ...last]);
    });
    const given = row.mark === held?.mark ? held.given : this.#givenFacts(row);
    if (!historic) this.#hold(key, row.mark, given);
    return { position: row.position, facts: countedFacts(row, given, question) };
  }

  #hold(key: string, mark: string, given: GivenFacts): void {
    if (this.#held.size >= MOST_HELD) this.#held.clear();
    this.#held.set(key, { mark, given });
  }

  /** The present position, and what moved since `after` in the tables in which that was seen. */
  async touchedSince(after: number, seenIn: string | null): Promise<Touched & { readonly schema: string }> {
    let read = '';
    const row = await this.#live((schema) => {
      read = schema;
      // Tables that nobody has looked at before: nothing is known, so nothing need be listed.
      const from = schema === seenIn ? after : Number.MAX_SAFE_INTEGER;
      return this.#query<{ position: number | null; touched: readonly string[] }>(
        `touched:${schema}`,
        touchedStatement(schema),
        [from],
      );
    });
    return { position: row.position, schema: read, keys: read === seenIn ? row.touched : null };
  }

  async #query<R>(name: string, text: string, values: readonly unknown[]): Promise<R> {
    const { rows } = await this.pool.query({ name, text, values: [...values] });
    return rows[0] as R;
  }

  /** Runs against the live schema; after a rebuild was swapped in, against the new one. */
  #live<R extends { readonly position: number | null }>(
    read: (schema: string) => Promise<R>,
  ): Promise<R & { readonly position: number }> {
    return this.host.whileLive(FIGURES, async (schema) => {
      const row = await read(schema);
      return row.position === null ? null : { ...row, position: row.position };
    });
  }

  #givenFacts({ policies, targets, published, explanations }: FactsRow): GivenFacts {
    return {
      policies: (policies ?? []).map(([position, knownAt, version, validFrom, validUntil, content]) => ({
        position,
        knownAt,
        version,
        validFrom,
        validUntil,
        content: this.#content(content),
      })),
      targets: (targets ?? []).map(
        ([position, knownAt, municipality, period, persons, state, announcedOn, remark]) => ({
          position,
          knownAt,
          municipality,
          period,
          persons,
          state,
          announcedOn,
          remark,
        }),
      ),
      published: (published ?? []).map(publishedFact),
      explanations: (explanations ?? []).map(([position, knownAt, scope, period, amount]) => ({
        position,
        knownAt,
        scope,
        period,
        amount,
      })),
    };
  }

  /** Policies are few and long: each is read once. */
  #content(json: string): FiguresPolicy {
    let content = this.#contents.get(json);
    if (content === undefined) {
      content = figuresPolicy.parse(JSON.parse(json));
      this.#contents.set(json, content);
    }
    return content;
  }
}

const countedFacts = (row: FactsRow, given: GivenFacts, { period, from }: FactsQuestion): Facts => ({
  ...given,
  from,
  counted: row.counted.map(countedSum),
  koppel: row.open.map(([municipality, open, openWithoutExchanges]) => ({
    municipality,
    open,
    openWithoutExchanges,
    counted: row.counted_on_koppel_date.filter(([of]) => of === municipality).map(countedSum),
  })),
  countedLater: laterThan(given.published, row.later, period),
});

const countedSum = ([
  municipality,
  period,
  administration,
  kind,
  oneOff,
  footnote,
  persons,
]: CountedCells): CountedSum => ({
  municipality,
  period,
  administration,
  kind,
  oneOff,
  footnote,
  persons,
});

const publishedFact = ([
  position,
  knownAt,
  scope,
  period,
  figure,
  value,
  asOf,
  source,
  publishedOn,
  remark,
]: PublishedCells): PublishedFact => ({
  position,
  knownAt,
  scope,
  period,
  figure,
  value,
  asOf,
  source,
  publishedOn,
  remark,
});

/** One entry for every published closing of the period, also where nothing became known after it. */
function laterThan(
  published: readonly PublishedFact[],
  later: readonly LaterCells[],
  period: Period,
): readonly CountedLater[] {
  const entries = new Map<string, { scope: Scope; after: Instant; sums: CountedSum[] }>();
  for (const { scope, figure, period: of, knownAt } of published) {
    if (figure === 'closing' && of === period) entries.set(`${scope}/${knownAt}`, { scope, after: knownAt, sums: [] });
  }
  for (const [scope, after, municipality, p, administration, kind, oneOff, persons] of later) {
    entries
      .get(`${scope}/${after}`)
      ?.sums.push({ municipality, period: p, administration, kind, oneOff, footnote: '', persons });
  }
  return [...entries.values()];
}
