import { endOf, instantOrThrow, localDate, period, startOf, type Instant } from '#libs/kernel';
import fc from 'fast-check';
import type { FiguresPolicy } from '../../domain/figures.policy.js';
import { FIGURES_PUBLISHED, PUBLISHERS, type Administration } from '../../domain/taakstelling.events.js';
import type { Ask } from './ask.js';
import { householdLives } from './households.js';
import {
  announced,
  basePolicy,
  correctedTo,
  counted,
  explained,
  policy,
  publishedFigure,
  realised,
  redistributed,
  type Told,
} from './recorded-events.js';

const MUNICIPALITIES = ['GM0307', 'GM0344', 'GM0355'];
const PERIODS = ['2022-2', '2023-1', '2023-2'];
const MOMENTS = ['2022-08-15', '2023-01-20', '2023-03-31', '2023-07-05', '2023-09-01', '2023-12-31'].map(
  (d) => `${d}T10:00:00.000Z`,
);

const one = fc.constantFrom;
const municipality = one(...MUNICIPALITIES);
const inPeriod = one(...PERIODS);
const day = fc.tuple(inPeriod, fc.nat(), one('first', 'last', 'between')).map(([p, n, where]) => {
  const from = Date.parse(startOf(period(p)));
  const days = (Date.parse(endOf(period(p))) - from) / 86_400_000;
  const offset = where === 'first' ? 0 : where === 'last' ? days - 1 : n % days;
  return new Date(from + offset * 86_400_000).toISOString().slice(0, 10);
});
const administration = one<Administration>('coa', 'coa', 'own', 'province');
const row = fc
  .record({
    municipality,
    day,
    persons: fc.integer({ min: -3, max: 40 }),
    kind: one('regular', 'regular', 'har', 'logeer'),
    administration,
    oneOff: one(undefined, undefined, 'Versnellingsactie'),
  })
  .map((r) =>
    counted(r.municipality, r.day, r.persons, {
      kind: r.kind,
      administration: r.administration,
      ...(r.oneOff === undefined ? {} : { oneOff: r.oneOff }),
    }),
  );
const knownAt = one<string | null>(null, ...MOMENTS);
const id = fc.uuid();

const aRealisation = fc
  .record({
    id,
    row,
    becomes: fc.option(row),
    corrected: fc.boolean(),
    knownAt,
    later: knownAt,
    remark: one('', 'verzonnen'),
  })
  .map((r): Told[] => [
    realised(r.id, r.row, { knownAt: r.knownAt, ...(r.remark === '' ? {} : { remark: r.remark }) }),
    ...(r.corrected ? [correctedTo(r.id, r.row, r.becomes, { knownAt: r.later })] : []),
  ]);
const aTarget = fc
  .record({
    municipality,
    inPeriod,
    persons: fc.nat(90),
    on: one('2022-05-01', '2022-11-10', '2023-05-02', '2023-10-30', '2024-01-15'),
    state: one('fixed', 'reserved', 'adjusted', 'ended'),
  })
  .map((t): Told[] => [announced(t.municipality, t.inPeriod, t.persons, t.on, t.state as 'fixed')]);
const aRedistribution = fc
  .record({ municipality, inPeriod, persons: fc.nat(90), on: one('2022-11-10', '2023-08-01') })
  .map((t): Told[] => [redistributed(t.municipality, t.inPeriod, 1, t.persons, t.on)]);
const aPublication = fc
  .record({
    scope: one(...MUNICIPALITIES, 'PV26', 'PV26', 'NL'),
    inPeriod,
    figure: one(...FIGURES_PUBLISHED, 'closing', 'opening'),
    value: fc.integer({ min: -60, max: 60 }),
    asOf: one('2022-07-01', '2023-01-01', '2023-04-01', '2023-07-01', '2023-10-27', '2024-01-01'),
    source: one(...PUBLISHERS, 'province'),
    on: one('2023-01-20', '2023-07-05', '2023-09-01', '2024-01-20'),
  })
  .map((p): Told[] => [
    publishedFigure(p.scope, p.inPeriod, p.figure, p.value, p.asOf, { source: p.source, on: p.on }),
  ]);
const anExplanation = fc
  .record({ scope: one(...MUNICIPALITIES, 'PV26'), inPeriod, amount: fc.integer({ min: -20, max: 20 }) })
  .map((e): Told[] => [explained(e.scope, e.inPeriod, e.amount)]);
const aHousehold = householdLives(municipality, day, knownAt);
type Exceptions = FiguresPolicy['leadingAdministration']['exceptions'];

const aPolicy = fc
  .record({
    validFrom: one('2022-07-01', '2023-01-01', '2023-07-01'),
    own: fc.boolean(),
    exception: fc.boolean(),
    knownAt: one(...MOMENTS),
    version: one('a', 'b', 'c'),
  })
  .map((p): Told[] => {
    const base = policy(
      {
        ...basePolicy,
        kinds: { ...basePolicy.kinds, har: { counts: p.exception } },
        leadingAdministration: {
          default: p.own ? 'own' : 'coa',
          exceptions: p.exception ? ({ GM0344: 'province' } as Exceptions) : {},
        },
      },
      { version: p.version, validFrom: localDate(p.validFrom), knownAt: instantOrThrow(p.knownAt) },
    );
    return [base];
  });

/** Moments of recording never run backwards in a log. */
const inOrder = (told: readonly Told[]): readonly Told[] =>
  told.map((t, i) => ({
    ...t,
    recordedAt: new Date(Date.UTC(2023, 0, 10) + i * 5 * 86_400_000).toISOString() as Instant,
  }));

/** Logs of a small province: targets lowered and pooled, rows corrected, figures published by everyone, policy changed. */
export const histories: fc.Arbitrary<readonly Told[]> = fc
  .array(
    fc.oneof(
      { arbitrary: aRealisation, weight: 8 },
      { arbitrary: aHousehold, weight: 6 },
      { arbitrary: aTarget, weight: 4 },
      { arbitrary: aRedistribution, weight: 1 },
      { arbitrary: aPublication, weight: 4 },
      { arbitrary: anExplanation, weight: 1 },
      { arbitrary: aPolicy, weight: 1 },
    ),
    { maxLength: 40 },
  )
  .map((parts) => inOrder([policy(), ...parts.flat()]));

/** Logs of households only, in municipalities of which every koppel balance is known: exchanged, recoupled, ended, corrected. */
export const koppelHistories: fc.Arbitrary<readonly Told[]> = fc
  .array(aHousehold, { minLength: 1, maxLength: 3, size: 'max' })
  .map((parts) => {
    const own = policy({ ...basePolicy, leadingAdministration: { default: 'own', exceptions: {} } });
    const tasks = MUNICIPALITIES.flatMap((m) => PERIODS.map((p) => announced(m, p, 10, '2022-05-01')));
    return inOrder([own, ...tasks, ...parts.flat()]);
  });

/** Questions about the koppel balance of one municipality after its date, as known at any moment. */
export const koppelQuestions: readonly Ask[] = MUNICIPALITIES.flatMap((scope) =>
  PERIODS.flatMap((inP) =>
    [undefined, '2023-04-20T10:00:00.000Z'].map((knownAt) => ({
      scope,
      period: inP,
      asOf: endOf(period(inP)),
      ...(knownAt === undefined ? {} : { knownAt }),
    })),
  ),
);

/** Any question about such a log. */
export const questions: fc.Arbitrary<Ask & { readonly at: number }> = fc
  .record({
    scope: one('PV26', 'PV26', ...MUNICIPALITIES),
    period: inPeriod,
    offset: one(0, 1, 31, 90, 118, 180, 400),
    knownAt: one(undefined, ...MOMENTS),
    basis: one(undefined, 'computed' as const, 'published' as const),
    administration: one(undefined, undefined, 'own' as const),
    at: fc.double({ min: 0.2, max: 1, noNaN: true }),
    now: fc.boolean(),
  })
  .map(({ offset, knownAt, basis, administration, at, now, ...q }) => {
    const end = endOf(period(q.period));
    const wanted = new Date(Date.parse(startOf(period(q.period))) + offset * 86_400_000).toISOString().slice(0, 10);
    return {
      ...q,
      asOf: wanted > end ? end : wanted,
      at: now ? 1 : at,
      ...(knownAt === undefined ? {} : { knownAt }),
      ...(basis === undefined ? {} : { basis }),
      ...(administration === undefined ? {} : { administration }),
    };
  });
