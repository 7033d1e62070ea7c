import type { RecordedEvent } from '#libs/event-store';
import type { FiguresPolicy } from '../../domain/figures.policy.js';
import { stillToHouse, type HouseholdFactSeen } from './naive-koppelingen.js';

/**
 * The figures told a second time, as slowly and plainly as can be, from the events themselves: no projection, no totals, no
 * shared rounding, every question from the first event on. What both ways agree on was not made up by either.
 */
export interface NaiveQuestion {
  readonly scope: string;
  readonly municipalities: readonly string[];
  readonly period: string;
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly position: number;
  readonly administration: string | null;
  readonly basis: string | null;
}

/** Event data as it lies in the log, read by name whatever the type: the schemas are part of what is being checked. */
interface Data {
  readonly policy: string;
  readonly version: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly content: FiguresPolicy;
  readonly scope: string;
  readonly municipality: string;
  readonly period: string;
  readonly figure: string;
  readonly source: string;
  readonly state: string;
  readonly asOf: string;
  readonly publishedOn: string;
  readonly announcedOn: string;
  readonly value: number;
  readonly amount: number;
  readonly persons: number;
  readonly counted: Row;
  readonly was: Row;
  readonly becomes: Row | null;
}
interface Seen {
  readonly type: string;
  readonly data: Data;
  readonly known: string;
  readonly position: number;
}

function seen(log: readonly RecordedEvent[], position: number, knownAt: string | null): Seen[] {
  const all: Seen[] = [];
  for (const event of log) {
    if (event.position > position) continue;
    const given = event.data['knownAt'];
    const known = new Date(typeof given === 'string' ? given : event.recordedAt).toISOString();
    if (knownAt !== null && Date.parse(known) > Date.parse(knownAt)) continue;
    all.push({ type: event.type, data: event.data as unknown as Data, known, position: event.position });
  }
  return all;
}

const half = (date: string): string => `${date.slice(0, 4)}-${Number(date.slice(5, 7)) <= 6 ? 1 : 2}`;
const first = (p: string): string => (p.endsWith('-1') ? `${p.slice(0, 4)}-01-01` : `${p.slice(0, 4)}-07-01`);
const before = (p: string): string => (p.endsWith('-2') ? `${p.slice(0, 4)}-1` : `${Number(p.slice(0, 4)) - 1}-2`);
const after = (p: string): string => (p.endsWith('-1') ? `${p.slice(0, 4)}-2` : `${Number(p.slice(0, 4)) + 1}-1`);

/** Last of the rows when sorted by these texts; later rows win a tie. */
function last(rows: readonly Seen[], ...keys: readonly ((s: Seen) => string)[]): Seen | undefined {
  const sorted = [...rows].sort((a, b) => {
    for (const key of keys) {
      if (key(a) < key(b)) return -1;
      if (key(a) > key(b)) return 1;
    }
    return a.position - b.position;
  });
  return sorted[sorted.length - 1];
}

function policyFor(facts: readonly Seen[], p: string): { version: string; content: FiguresPolicy } | null {
  const found = last(
    facts.filter(
      (s) =>
        s.type === 'PolicyAdopted' &&
        s.data.policy === 'figures' &&
        s.data.validFrom <= first(p) &&
        (s.data.validUntil === null || s.data.validUntil > first(p)),
    ),
    (s) => s.data.validFrom,
    (s) => s.known,
  );
  return found === undefined ? null : { version: found.data.version, content: found.data.content };
}

function publishedValue(facts: readonly Seen[], scope: string, p: string, figure: string, asOf: string): Seen | null {
  const rules = policyFor(facts, p)?.content;
  if (rules === undefined) return null;
  const kind = scope === 'NL' ? 'country' : scope.startsWith('PV') ? 'province' : 'municipality';
  const rows = facts.filter(
    (s) =>
      s.type === 'FigurePublished' &&
      s.data.scope === scope &&
      s.data.period === p &&
      s.data.figure === figure &&
      s.data.asOf <= asOf,
  );
  for (const source of [rules.leadingSource[kind], ...rules.leadingSource.fallback]) {
    const best = last(
      rows.filter((s) => s.data.source === source),
      (s) => s.data.asOf,
      (s) => s.data.publishedOn,
    );
    if (best !== undefined) return best;
  }
  return null;
}

function taakstellingOf(facts: readonly Seen[], municipality: string, p: string, asOf: string): number | null {
  const row = last(
    facts.filter(
      (s) =>
        (s.type === 'TaakstellingAnnounced' || s.type === 'TaakstellingRedistributed') &&
        s.data.municipality === municipality &&
        s.data.period === p &&
        s.data.announcedOn < asOf,
    ),
    (s) => s.data.announcedOn,
  );
  return row === undefined || row.data.state === 'ended' ? null : row.data.persons;
}

interface Row {
  readonly municipality: string;
  readonly on: string;
  readonly persons: number;
  readonly kind: string;
  readonly administration: string;
  readonly oneOff: string | null;
}

/** Persons housed and, of those, by one-off actions. */
function realisedBy(
  facts: readonly Seen[],
  municipality: string,
  p: string,
  asOf: string,
  administration: string | null,
): { all: number; oneOff: number } {
  const rules = policyFor(facts, p)?.content;
  if (rules === undefined) return { all: 0, oneOff: 0 };
  const exceptions: Readonly<Record<string, string>> = rules.leadingAdministration.exceptions;
  const leading = administration ?? exceptions[municipality] ?? rules.leadingAdministration.default;
  let all = 0;
  let oneOff = 0;
  const count = (row: Row, times: number): void => {
    if (row.municipality !== municipality || half(row.on) !== p || row.on >= asOf) return;
    if (row.administration !== leading || !rules.kinds[row.kind]?.counts) return;
    all += times * row.persons;
    if (row.oneOff !== null) oneOff += times * row.persons;
  };
  for (const s of facts) {
    if (s.type === 'RealisationRecorded') count(s.data.counted, 1);
    const own = (placed: Row | null, times: number): void => {
      if (placed !== null) count({ ...placed, administration: 'own' }, times);
    };
    if (['HouseholdPlaced', 'RestPlaced', 'HouseholdPersonsChanged'].includes(s.type)) own(s.data.counted, 1);
    if (s.type === 'PlacementCorrected') {
      own(s.data.was, -1);
      own(s.data.becomes, 1);
    }
    if (s.type === 'RealisationCorrected') {
      count(s.data.was, -1);
      if (s.data.becomes !== null) count(s.data.becomes, 1);
    }
  }
  return { all, oneOff };
}

function koppelBalance(
  log: readonly RecordedEvent[],
  facts: readonly Seen[],
  q: NaiveQuestion,
  exchanges: 'with' | 'without',
): number | null {
  const onDay = `${q.period.slice(0, 4)}-${q.period.endsWith('1') ? '04' : '10'}-01`;
  if (q.asOf <= onDay) return null;
  const next = `${onDay.slice(0, 8)}02`;
  const known = new Set(facts.map(({ position }) => position));
  const recorded = log
    .filter(({ position }) => position <= q.position)
    .map((event): HouseholdFactSeen => ({ ...event, isKnown: known.has(event.position) }));
  let sum: number | null = null;
  for (const m of q.municipalities) {
    const open = stillToHouse(recorded, m, onDay, exchanges);
    const then = standing(facts, m, q.period, next, q, 'computed');
    if (open === null || then.taakstelling === null) continue;
    sum = (sum ?? 0) + open + (then.realised ?? 0) - (then.taakstelling - then.opening);
  }
  return sum;
}

interface Standing {
  readonly taakstelling: number | null;
  readonly opening: number;
  readonly source: string;
  readonly realised: number | null;
  readonly oneOff: number;
}
const closingOf = (s: Standing): number | null =>
  s.taakstelling === null || s.realised === null ? null : s.opening + s.realised - s.taakstelling;

function standing(
  facts: readonly Seen[],
  scope: string,
  p: string,
  asOf: string,
  q: NaiveQuestion,
  basis: string,
): Standing {
  const computed = basis === 'computed';
  const housed = realisedBy(facts, scope, p, asOf, q.administration);
  const said = (figure: string): number | null => {
    const row = publishedValue(facts, scope, p, figure, asOf);
    return row === null ? null : row.data.value;
  };
  const taakstelling = computed ? taakstellingOf(facts, scope, p, asOf) : said('taakstelling');
  const realised = computed ? housed.all : said('realised');
  const rest = { taakstelling, realised, oneOff: computed ? housed.oneOff : 0 };

  const opening = publishedValue(facts, scope, p, 'opening', asOf);
  if (opening !== null) return { ...rest, opening: opening.data.value, source: 'published-opening' };
  const closed = publishedValue(facts, scope, before(p), 'closing', asOf);
  if (closed !== null) return { ...rest, opening: closed.data.value, source: 'published-closing' };
  if (p > '2015-1' && policyFor(facts, before(p)) !== null) {
    const carried = closingOf(standing(facts, scope, before(p), first(p), q, basis));
    if (carried !== null) return { ...rest, opening: carried, source: 'computed-closing' };
  }
  return { ...rest, opening: 0, source: 'none' };
}

function together(parts: readonly Standing[]): Standing {
  let taakstelling: number | null = null;
  let opening = 0;
  let realised = 0;
  let oneOff = 0;
  const sources: string[] = [];
  for (const part of parts) {
    if (part.taakstelling !== null) taakstelling = (taakstelling ?? 0) + part.taakstelling;
    opening += part.opening;
    realised += part.realised ?? 0;
    oneOff += part.oneOff;
    if (part.taakstelling !== null || part.source !== 'none') sources.push(part.source);
  }
  const distinct = [...new Set(sources)];
  return {
    taakstelling,
    opening,
    realised,
    oneOff,
    source: distinct.length === 0 ? 'none' : distinct.length === 1 ? (distinct[0] ?? 'none') : 'mixed',
  };
}

const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** n / d with a half going up, by trying: the whole number k with k − ½ ≤ n/d < k + ½. */
function nearest(n: number, d: number): number {
  let k = Math.trunc(n / d) - 2;
  while (!(BigInt(2 * k + 1) * BigInt(d) > BigInt(2 * n))) k += 1;
  return k;
}

export function naiveFigures(log: readonly RecordedEvent[], q: NaiveQuestion) {
  const facts = seen(log, q.position, q.knownAt);
  const chosen = policyFor(facts, q.period);
  if (chosen === null) return null;
  const some = q.municipalities.some((m) => taakstellingOf(facts, m, q.period, q.asOf) !== null);
  const basis = q.basis ?? (some ? 'computed' : 'published');
  const at = (view: readonly Seen[], p: string, asOf: string): Standing | null =>
    policyFor(view, p) === null
      ? null
      : basis === 'published'
        ? standing(view, q.scope, p, asOf, q, basis)
        : together(q.municipalities.map((m) => standing(view, m, p, asOf, q, basis)));

  const now = at(facts, q.period, q.asOf);
  if (now === null) return null;
  const lastTime = at(facts, before(q.period), first(q.period));
  const total = now.taakstelling === null ? null : now.taakstelling - now.opening;
  const percent = (of: number | null): number | null =>
    of === null || now.realised === null || of <= 0 ? null : nearest(now.realised * 100, of);

  const said = publishedValue(facts, q.scope, q.period, 'closing', q.asOf);
  const computed = closingOf(now);
  const then = said === null ? null : at(seen(log, q.position, said.known), q.period, q.asOf);
  const computedThen = then === null ? null : closingOf(then);
  let explained = 0;
  for (const s of facts) {
    if (s.type === 'DifferenceExplained' && s.data.scope === q.scope && s.data.period === q.period)
      explained += s.data.amount;
  }
  const gone = days(first(q.period), q.asOf);
  const length = days(first(q.period), first(after(q.period)));
  const forward = (persons: number): number => nearest(persons * length, gone);
  const from = now.taakstelling === null ? null : now.opening - now.taakstelling;
  return {
    basis,
    taakstelling: now.taakstelling,
    opening: now.opening,
    openingSource: now.source,
    totalTask: total,
    realised: now.realised,
    remaining: total === null || now.realised === null ? null : total - now.realised,
    percentOfTaakstelling: percent(now.taakstelling),
    percentOfTotalTask: percent(total),
    closing: {
      computed,
      computedAtPublication: computedThen,
      lateCorrections: computed === null || computedThen === null ? null : computed - computedThen,
      published: said === null ? null : said.data.value,
      explained,
      unexplained: said === null || computed === null ? null : said.data.value - computed - explained,
    },
    atLastPeriodsRealisation:
      from === null || lastTime === null || lastTime.realised === null ? null : from + lastTime.realised,
    atRunRate: from === null || now.realised === null || gone === 0 ? null : from + forward(now.realised),
    atRunRateWithoutOneOffs:
      basis === 'published' || from === null || now.realised === null || gone === 0
        ? null
        : from + forward(now.realised - now.oneOff) + now.oneOff,
    policy: chosen.version,
    koppelBalance: koppelBalance(log, facts, q, 'with'),
    koppelBalanceWithoutExchanges: koppelBalance(log, facts, q, 'without'),
  };
}

/** The same part of an answer of the product, to lay beside it. */
export function comparable(f: {
  basis: string;
  taakstelling: number | null;
  opening: number;
  openingSource: string;
  totalTask: number | null;
  realised: number | null;
  remaining: number | null;
  percentOfTaakstelling: number | null;
  percentOfTotalTask: number | null;
  closing: { readonly sumOfMunicipalitiesPublished: number | null };
  forecast: {
    atLastPeriodsRealisation: number | null;
    atRunRate: number | null;
    withoutOneOffs: { atRunRate: number | null };
  };
  policy: { figures: string };
  koppelBalance: readonly { readonly persons: number | null; readonly personsWithoutExchanges: number | null }[];
}) {
  const { sumOfMunicipalitiesPublished, ...closing } = f.closing;
  void sumOfMunicipalitiesPublished;
  return {
    basis: f.basis,
    taakstelling: f.taakstelling,
    opening: f.opening,
    openingSource: f.openingSource,
    totalTask: f.totalTask,
    realised: f.realised,
    remaining: f.remaining,
    percentOfTaakstelling: f.percentOfTaakstelling,
    percentOfTotalTask: f.percentOfTotalTask,
    closing,
    atLastPeriodsRealisation: f.forecast.atLastPeriodsRealisation,
    atRunRate: f.forecast.atRunRate,
    atRunRateWithoutOneOffs: f.forecast.withoutOneOffs.atRunRate,
    policy: f.policy.figures,
    koppelBalance: f.koppelBalance[0]?.persons ?? null,
    koppelBalanceWithoutExchanges: f.koppelBalance[0]?.personsWithoutExchanges ?? null,
  };
}
