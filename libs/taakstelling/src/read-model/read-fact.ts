import type { RecordedEvent } from '#libs/event-store';
import { isMunicipalityCode, isScope, MOST_PERSONS, parseLocalDate, parsePeriod } from '#libs/kernel';
import {
  ADMINISTRATIONS,
  FIGURES_PUBLISHED,
  PUBLISHERS,
  TAAKSTELLING_STATES,
  taakstellingEvent,
  type TaakstellingEvent,
} from '../domain/taakstelling.events.js';

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const text =
  (least: number, most: number): Check =>
  (v) =>
    typeof v === 'string' && v.length >= least && v.length <= most;
const orNull =
  (check: Check): Check =>
  (v) =>
    v === null || check(v);
const orAbsent =
  (check: Check): Check =>
  (v) =>
    v === undefined || check(v);
const oneOf = (words: readonly string[]): Check => {
  const known = new Set<unknown>(words);
  return (v) => known.has(v);
};
const wholeNumber =
  (least: number, most: number): Check =>
  (v) =>
    Number.isSafeInteger(v) && (v as number) >= least && (v as number) <= most;

/** Days and periods come back thousands of times in a log, and a calendar is slow to ask. */
const MOST_REMEMBERED = 50_000;
function remembering(check: (value: string) => boolean): Check {
  const good = new Set<unknown>();
  return (v) => {
    if (good.has(v)) return true;
    if (typeof v !== 'string' || !check(v)) return false;
    if (good.size < MOST_REMEMBERED) good.add(v);
    return true;
  };
}

const day = remembering((v) => parseLocalDate(v).ok);
const inPeriod = remembering((v) => parsePeriod(v).ok);
const municipality: Check = (v) => typeof v === 'string' && isMunicipalityCode(v);
const scope: Check = (v) => typeof v === 'string' && isScope(v);
/** As the kernel writes a moment; days of the month that some months lack are left to the schema. */
const CANONICAL_MOMENT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const moment: Check = (v) => typeof v === 'string' && CANONICAL_MOMENT.test(v);
const persons = wholeNumber(-MOST_PERSONS, MOST_PERSONS);
const anyWhole = wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
const string = text(0, Infinity);
const source = text(1, 200);
const remark = orNull(text(0, 500));

function shaped(shape: Shape): Check {
  const fields = Object.entries(shape);
  return (v) => {
    if (typeof v !== 'object' || v === null) return false;
    const record = v as Readonly<Record<string, unknown>>;
    for (const [name, check] of fields) if (!check(record[name])) return false;
    return true;
  };
}

const countedRow = shaped({
  municipality,
  on: day,
  persons,
  kind: text(1, 40),
  administration: oneOf(ADMINISTRATIONS),
  oneOff: orNull(text(1, 200)),
});

const CHECKS: Readonly<Record<TaakstellingEvent['type'], Check>> = {
  RealisationRecorded: shaped({
    id: string,
    counted: countedRow,
    source,
    reason: orNull(text(1, 500)),
    knownAt: orNull(moment),
    remark,
  }),
  RealisationCorrected: shaped({
    id: string,
    was: countedRow,
    becomes: orNull(countedRow),
    reason: text(1, 500),
    knownAt: orNull(moment),
    remark,
  }),
  TaakstellingAnnounced: shaped({
    municipality,
    period: inPeriod,
    persons: wholeNumber(0, MOST_PERSONS),
    announcedOn: day,
    state: oneOf(TAAKSTELLING_STATES),
    source,
    knownAt: moment,
    remark,
  }),
  TaakstellingRedistributed: shaped({
    redistribution: string,
    municipality,
    period: inPeriod,
    was: wholeNumber(0, MOST_PERSONS),
    persons: wholeNumber(0, MOST_PERSONS),
    announcedOn: day,
    source,
    knownAt: moment,
    remark,
    exchange: orAbsent(text(1, 100)),
  }),
  FigurePublished: shaped({
    id: string,
    scope,
    period: inPeriod,
    figure: oneOf(FIGURES_PUBLISHED),
    value: anyWhole,
    asOf: day,
    source: oneOf(PUBLISHERS),
    publishedOn: day,
    knownAt: moment,
    remark,
  }),
  DifferenceExplained: shaped({ id: string, scope, period: inPeriod, amount: anyWhole, reason: text(1, 500) }),
  PopulationCounted: shaped({
    municipality,
    on: day,
    persons: wholeNumber(0, 100_000_000),
    source,
    knownAt: orNull(moment),
    remark,
  }),
};

const CHECK_OF: ReadonlyMap<string, Check> = new Map(Object.entries(CHECKS));

export const isTaakstellingEvent = (type: string): type is TaakstellingEvent['type'] => CHECK_OF.has(type);

/**
 * A fact as its schema promises. The schema has the last word; what plainly fits it passes by cheap checks first,
 * because a rebuild reads a million events and the schema alone takes some 50 µs for each.
 * @throws ZodError on an event that is not what its type says: a figure built on it would be wrong unseen.
 */
export function readFact(event: RecordedEvent): TaakstellingEvent {
  if (last !== null && last.event === event) return last.fact;
  const fact = { ...event.data, type: event.type };
  const plainlyFits = CHECK_OF.get(event.type)?.(fact) === true;
  last = { event, fact: plainlyFits ? (fact as unknown as TaakstellingEvent) : taakstellingEvent.parse(fact) };
  return last.fact;
}

/** A runner asks of each event first what it changes, then what it touches: events never change, so it is read once. */
let last: { readonly event: RecordedEvent; readonly fact: TaakstellingEvent } | null = null;
