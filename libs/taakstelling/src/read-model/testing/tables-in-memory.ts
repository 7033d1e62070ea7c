import type { RecordedEvent } from '#libs/event-store';
import { addDays, type Instant, type LocalDate, type MunicipalityCode, type Period, type Scope } from '#libs/kernel';
import type { Cell, Projection, Row } from '#libs/projections';
import { figuresPolicy, type FiguresPolicy } from '../../domain/figures.policy.js';
import type {
  Administration,
  PublishedFigure,
  Publisher,
  TaakstellingState,
} from '../../domain/taakstelling.events.js';
import { koppelDate } from '../figures/koppel-balance.js';
import { footnoteOf, type CountedSum, type Facts } from '../figures/facts.js';
import type { FixedQuestion } from '../figures/question.js';

export type Tables = ReadonlyMap<string, ReadonlyMap<string, Row>>;

const keyText = (columns: readonly string[], row: Row): string => JSON.stringify(columns.map((c) => row[c]));

/** What the runner does with changes, without a database: rows per table by primary key. */
export function tablesOf(projection: Projection, events: readonly RecordedEvent[]): Tables {
  const tables = new Map(projection.tables.map((t) => [t.name, new Map<string, Row>()]));
  const keys = new Map(projection.tables.map((t) => [t.name, t.primaryKey]));
  for (const change of events.flatMap((e) => projection.project(e))) {
    const table = tables.get(change.table) ?? new Map<string, Row>();
    const primary = keys.get(change.table) ?? [];
    if (change.kind === 'insert') {
      const key = keyText(primary, change.row);
      if (table.has(key)) throw new Error(`${change.table} ${key} stands there already`);
      table.set(key, change.row);
    } else if (change.kind === 'put') table.set(keyText(primary, change.key), { ...change.key, ...change.row });
    else {
      const key = keyText(primary, change.key);
      const before: Row = table.get(key) ?? change.key;
      const sums: Record<string, Cell> = {};
      for (const [column, n] of Object.entries(change.amounts)) sums[column] = Number(before[column] ?? 0) + n;
      table.set(key, { ...before, ...sums });
    }
  }
  return tables;
}

const text = (cell: Cell | undefined): string => String(cell);
const policies = new Map<string, FiguresPolicy>();
/** Read once: every question asks. */
function policyOf(content: string): FiguresPolicy {
  const known = policies.get(content) ?? figuresPolicy.parse(JSON.parse(content));
  policies.set(content, known);
  return known;
}
const textOrNull = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell);

/** The facts for a question, read from tables in memory as the statement reads them from Postgres. */
export function factsFor(tables: Tables, question: FixedQuestion): Facts {
  const rows = (name: string): Row[] =>
    [...(tables.get(name)?.values() ?? [])].filter(
      (r) =>
        Number(r['position']) <= question.position &&
        (question.knownAt === null || text(r['known_at']) <= question.knownAt),
    );
  const fact = (r: Row) => ({ position: Number(r['position']), knownAt: text(r['known_at']) as Instant });
  const published = rows('published').map((r) => ({
    ...fact(r),
    scope: text(r['scope']) as Scope,
    period: text(r['period']) as Period,
    figure: text(r['figure']) as PublishedFigure,
    value: Number(r['value']),
    asOf: text(r['as_of']) as LocalDate,
    source: text(r['source']) as Publisher,
    publishedOn: text(r['published_on']) as LocalDate,
    remark: textOrNull(r['remark']),
  }));
  const ledger = rows('ledger').filter((r) => text(r['effective_on']) < question.asOf);
  const onKoppelDate = (r: Row): boolean => {
    const after = addDays(koppelDate(question.period), 1);
    return question.asOf >= after && text(r['effective_on']) < after;
  };
  const open = rows('open_koppeling').filter(onKoppelDate);
  const sum = (r: Row): CountedSum => ({
    municipality: text(r['municipality']) as MunicipalityCode,
    period: text(r['period']) as Period,
    administration: text(r['administration']) as Administration,
    kind: text(r['kind']),
    oneOff: text(r['one_off']),
    footnote: footnoteOf(textOrNull(r['remark'])),
    persons: Number(r['persons']),
  });
  return {
    policies: rows('policy').map((r) => ({
      ...fact(r),
      version: text(r['version']),
      validFrom: text(r['valid_from']) as LocalDate,
      validUntil: textOrNull(r['valid_until']) as LocalDate | null,
      content: policyOf(text(r['content'])),
    })),
    targets: rows('target').map((r) => ({
      ...fact(r),
      municipality: text(r['municipality']) as MunicipalityCode,
      period: text(r['period']) as Period,
      persons: Number(r['persons']),
      state: text(r['state']) as TaakstellingState,
      announcedOn: text(r['announced_on']) as LocalDate,
      remark: textOrNull(r['remark']),
    })),
    published,
    explanations: rows('explanation').map((r) => ({
      ...fact(r),
      scope: text(r['scope']) as Scope,
      period: text(r['period']) as Period,
      amount: Number(r['amount']),
    })),
    from: null,
    counted: ledger.map(sum),
    koppel: [...new Set(open.map((r) => text(r['municipality']) as MunicipalityCode))].map((municipality) => {
      const its = open.filter((r) => r['municipality'] === municipality);
      const sumOf = (column: string): number => its.reduce((n, r) => n + Number(r[column]), 0);
      return {
        municipality,
        open: sumOf('persons'),
        openWithoutExchanges: sumOf('without_exchanges'),
        counted: rows('ledger')
          .filter((r) => r['municipality'] === municipality && r['period'] === question.period && onKoppelDate(r))
          .map(sum),
      };
    }),
    countedLater: published
      .filter((p) => p.figure === 'closing' && p.period === question.period)
      .map((p) => ({
        scope: p.scope,
        after: p.knownAt,
        sums: ledger.filter((r) => text(r['known_at']) > p.knownAt).map(sum),
      })),
  };
}
