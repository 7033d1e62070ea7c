import { ask } from './testing/ask.js';
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
} from './testing/recorded-events.js';
import { instantOrThrow, localDate } from '#libs/kernel';

const U = 'GM0344';
const base: readonly Told[] = [policy(), announced(U, '2023-1', 100, '2022-10-01')];
const figures = (told: readonly Told[], more: Partial<Parameters<typeof ask>[1]> = {}) =>
  ask([...base, ...told], { scope: U, period: '2023-1', ...more });

describe('the opening of a period', () => {
  it('is the published opening, before anything else', () => {
    const answer = figures([
      publishedFigure(U, '2022-2', 'closing', 7, '2023-01-01'),
      publishedFigure(U, '2023-1', 'opening', 9, '2023-01-01'),
    ]);
    expect(answer).toMatchObject({ opening: 9, openingSource: 'published-opening', totalTask: 91 });
  });

  it('else the published closing of the period before', () => {
    const answer = figures([
      announced(U, '2022-2', 50, '2022-05-01'),
      publishedFigure(U, '2022-2', 'closing', 7, '2023-01-01'),
    ]);
    expect(answer).toMatchObject({ opening: 7, openingSource: 'published-closing' });
  });

  it('else its computed closing, through as many periods as have a taakstelling', () => {
    const answer = figures([
      publishedFigure(U, '2022-1', 'opening', -10, '2022-01-01'),
      announced(U, '2022-1', 20, '2021-10-01'),
      announced(U, '2022-2', 50, '2022-05-01'),
      realised('a', counted(U, '2022-06-30', 15)),
      realised('b', counted(U, '2022-07-01', 60)),
    ]);
    expect(answer).toMatchObject({ opening: -10 - 20 + 15 - 50 + 60, openingSource: 'computed-closing' });
  });

  it('else nothing: a period without a taakstelling has no computed closing, however many it housed', () => {
    expect(figures([realised('a', counted(U, '2022-12-31', 60))])).toMatchObject({ opening: 0, openingSource: 'none' });
  });

  it('of a province sums its municipalities, and says when they differ in where it comes from', () => {
    const told = [
      ...base,
      announced('GM0307', '2023-1', 40, '2022-10-01'),
      publishedFigure(U, '2023-1', 'opening', 9, '2023-01-01'),
      publishedFigure('PV26', '2023-1', 'opening', 1000, '2023-01-01'),
    ];
    expect(ask(told, { period: '2023-1' })).toMatchObject({ opening: 9, openingSource: 'mixed', taakstelling: 140 });
    const both = [...told, publishedFigure('GM0307', '2023-1', 'opening', -4, '2023-01-01')];
    expect(ask(both, { period: '2023-1' })).toMatchObject({ opening: 5, openingSource: 'published-opening' });
  });
});

describe('the taakstelling at a reference date', () => {
  const lowered = [
    policy(),
    announced(U, '2023-2', 212, '2023-05-02', 'reserved'),
    announced(U, '2023-2', 137, '2023-10-30', 'adjusted'),
  ];

  it('is the one last announced before it: 2023-2 before and after it was lowered', () => {
    const at = (asOf: string) => ask(lowered, { scope: U, period: '2023-2', asOf });
    expect(at('2023-10-27')).toMatchObject({ taakstelling: 212, stateOfTaakstelling: 'reserved' });
    expect(at('2023-10-30')).toMatchObject({ taakstelling: 212 });
    expect(at('2023-10-31')).toMatchObject({ taakstelling: 137, stateOfTaakstelling: 'adjusted' });
  });

  it('is the old one for whoever asks what was known before the lowering', () => {
    expect(ask(lowered, { scope: U, period: '2023-2', knownAt: '2023-10-29T22:59:59Z' }).taakstelling).toBe(212);
    expect(ask(lowered, { scope: U, period: '2023-2', knownAt: '2023-10-29T23:00:00Z' }).taakstelling).toBe(137);
  });

  it('is none once it has ended, and then nothing is left to compute', () => {
    const answer = figures([announced(U, '2023-1', 100, '2023-03-01', 'ended')], { basis: 'computed' });
    expect(answer).toMatchObject({
      taakstelling: null,
      stateOfTaakstelling: 'ended',
      totalTask: null,
      remaining: null,
      percentOfTaakstelling: null,
      closing: { computed: null },
    });
  });

  it('follows a redistribution, which leaves the sum of the province as it was', () => {
    const told = [
      ...base,
      announced('GM0307', '2023-1', 40, '2022-10-01'),
      redistributed(U, '2023-1', 100, 90, '2023-02-01'),
      redistributed('GM0307', '2023-1', 40, 50, '2023-02-01'),
    ];
    expect(ask(told, { scope: U, period: '2023-1' })).toMatchObject({
      taakstelling: 90,
      stateOfTaakstelling: 'pooled',
    });
    expect(ask(told, { period: '2023-1' }).taakstelling).toBe(140);
    expect(ask(told, { scope: U, period: '2023-1', asOf: '2023-02-01' }).taakstelling).toBe(100);
  });
});

describe('what counts as realised', () => {
  it('counts one person once: the row of the leading administration, not the other one for the same placement', () => {
    const told = [
      realised('own', counted(U, '2023-02-01', 4, { administration: 'own' })),
      realised('coa', counted(U, '2023-02-03', 4, { administration: 'coa' })),
    ];
    expect(figures(told)).toMatchObject({ realised: 4, administration: 'coa' });
    const other = { default: 'coa' as const, exceptions: { GM0344: 'own' } as never };
    const own = policy(
      { ...basePolicy, leadingAdministration: other },
      { version: 'own', validFrom: localDate('2023-01-01') },
    );
    expect(figures([...told, own])).toMatchObject({ realised: 4, administration: 'own', policy: { figures: 'own' } });
    expect(figures(told, { administration: 'own', asOf: '2023-02-02' })).toMatchObject({
      realised: 4,
      administration: 'own',
    });
    expect(figures(told, { asOf: '2023-02-02' }).realised).toBe(0);
  });

  it('leaves out the kinds that policy says do not count', () => {
    const told = ['regular', 'har', 'nidos-kso', 'doorstroom', 'kwv', 'foster', 'logeer'].map((kind, i) =>
      realised(kind, counted(U, '2023-02-01', 10 ** i, { kind })),
    );
    expect(figures(told).realised).toBe(1111);
  });

  it('parts 30 June and 1 July: the last day of one period, the first of the next', () => {
    const told = [
      announced(U, '2023-2', 10, '2023-05-02'),
      realised('a', counted(U, '2023-06-30', 3)),
      realised('b', counted(U, '2023-07-01', 5)),
    ];
    expect(figures(told, { asOf: '2023-06-30' }).realised).toBe(0);
    expect(figures(told, { asOf: '2023-07-01' }).realised).toBe(3);
    expect(figures(told, { period: '2023-2', asOf: '2023-07-01' }).realised).toBe(0);
    expect(figures(told, { period: '2023-2', asOf: '2023-07-02' })).toMatchObject({ realised: 5, opening: -97 });
  });

  it('takes back what a row said and counts what it becomes, in another municipality and period too', () => {
    const was = counted(U, '2023-02-01', 6);
    const told = [
      realised('a', was),
      correctedTo('a', was, counted('GM0307', '2022-11-01', 5)),
      announced('GM0307', '2022-2', 1, '2022-05-01'),
    ];
    expect(figures(told).realised).toBe(0);
    expect(ask([...base, ...told], { scope: 'GM0307', period: '2022-2' }).realised).toBe(5);
    expect(figures([realised('a', was), correctedTo('a', was, null)]).realised).toBe(0);
  });
});

describe('percentages', () => {
  it.each([
    [200, 1, 1], // 0.5 → 1
    [200, 3, 2], // 1.5 → 2
    [1000, 4, 0], // 0.4 → 0
    [1000, 5, 1], // 0.5 → 1
    [200, -1, 0], // −0.5 → 0: a half goes up
    [200, -3, -1], // −1.5 → −1
    [3, 2, 67],
  ])('of %i, %i is %i%%: whole, half up', (taakstelling, persons, percent) => {
    const answer = ask(
      [policy(), announced(U, '2023-1', taakstelling, '2022-10-01'), realised('a', counted(U, '2023-02-01', persons))],
      {
        scope: U,
        period: '2023-1',
      },
    );
    expect(answer.percentOfTaakstelling).toBe(percent);
  });

  it('do not apply to a total task of zero or less, which is ahead by itself', () => {
    for (const opening of [100, 130]) {
      const answer = figures([publishedFigure(U, '2023-1', 'opening', opening, '2023-01-01')]);
      expect(answer).toMatchObject({
        percentOfTotalTask: null,
        percentOfTaakstelling: 0,
        schedule: { status: 'ahead' },
      });
    }
  });

  it('do not apply to a taakstelling of zero', () => {
    const answer = ask([policy(), announced(U, '2023-1', 0, '2022-10-01')], { scope: U, period: '2023-1' });
    expect(answer).toMatchObject({ taakstelling: 0, percentOfTaakstelling: null, percentOfTotalTask: null });
  });
});

describe('the schedule', () => {
  // Total task 120; after three completed months 60 persons are expected.
  const at = (persons: number, asOf = '2023-04-01', rules = basePolicy) =>
    ask([policy(rules), announced(U, '2023-1', 120, '2022-10-01'), realised('a', counted(U, '2023-01-01', persons))], {
      scope: U,
      period: '2023-1',
      asOf,
    }).schedule;

  it.each([
    [61, 'ahead'],
    [60, 'on-schedule'],
    [57, 'on-schedule'],
    [56, 'slightly-behind'],
    [48, 'slightly-behind'],
    [47, 'behind'],
  ])('with %i of the 60 expected is %s', (persons, status) => {
    expect(at(persons)).toMatchObject({ expectedShare: 0.5, status });
  });

  it('counts completed months only, unless policy says days', () => {
    expect(at(0, '2023-01-31')).toMatchObject({ expectedShare: 0, status: 'on-schedule', paceNeededPerMonth: 20 });
    expect(at(0, '2023-02-01')).toMatchObject({ expectedShare: 1 / 6, status: 'behind', paceNeededPerMonth: 24 });
    const days = { ...basePolicy, schedule: { ...basePolicy.schedule, unit: 'days' as const } };
    expect(at(0, '2023-01-31', days).expectedShare).toBe(30 / 181);
  });

  it('asks for whole persons a month, rounded up; none when nothing remains, and nothing at the end', () => {
    expect(at(119, '2023-04-01').paceNeededPerMonth).toBe(1);
    expect(at(120, '2023-04-01').paceNeededPerMonth).toBe(0);
    expect(at(0, '2023-07-01').paceNeededPerMonth).toBeNull();
  });
});

describe('the forecast', () => {
  const told: readonly Told[] = [
    announced(U, '2022-2', 50, '2022-05-01'),
    realised('a', counted(U, '2022-08-01', 30)),
    realised('b', counted(U, '2022-08-01', 25, { oneOff: 'Versnellingsactie' })),
    realised('c', counted(U, '2023-01-10', 8)),
    realised('d', counted(U, '2023-01-11', 2, { oneOff: 'HAR' })),
  ];

  it('is shown with and without one-off actions: not repeated, not carried forward, but counted where they happened', () => {
    // Opening 5; 31 of 181 days gone; 10 × 181 / 31 = 58.4; 8 × 181 / 31 = 46.7.
    expect(figures(told, { asOf: '2023-02-01' }).forecast).toEqual({
      atLastPeriodsRealisation: 5 - 100 + 55,
      atRunRate: 5 - 100 + 58,
      range: { lowest: 5 - 100 + 30, highest: 5 - 100 + 58 },
      withoutOneOffs: { atLastPeriodsRealisation: 5 - 100 + 30, atRunRate: 5 - 100 + 47 + 2 },
      oneOffs: [
        { name: 'Versnellingsactie', period: '2022-2', persons: 25 },
        { name: 'HAR', period: '2023-1', persons: 2 },
      ],
    });
  });

  it('names no one-off action to those who may not see rows: a name is text of a row', () => {
    const seen = figures(told, { asOf: '2023-02-01' }).forecast;
    expect(figures(told, { asOf: '2023-02-01', rowsVisible: false }).forecast).toEqual({
      ...seen,
      oneOffs: [
        { name: 'eenmalige acties', period: '2022-2', persons: 25 },
        { name: 'eenmalige acties', period: '2023-1', persons: 2 },
      ],
    });
  });

  it('has no range where nothing can be expected, as without a taakstelling', () => {
    expect(ask([policy()], { scope: U, period: '2023-1', asOf: '2023-02-01' }).forecast.range).toBeNull();
  });

  it('has no run-rate on the first day, and is the closing balance on the last', () => {
    expect(figures(told, { asOf: '2023-01-01' }).forecast.atRunRate).toBeNull();
    const end = figures(told);
    expect(end.forecast.atRunRate).toBe(end.closing.computed);
    expect(end.forecast.withoutOneOffs.atRunRate).toBe(end.closing.computed);
  });
});

describe('the bridge from computed to published', () => {
  const row = counted(U, '2023-05-01', 60);
  const told: readonly Told[] = [
    realised('a', row, { knownAt: '2023-05-02T10:00:00Z' }),
    publishedFigure(U, '2023-1', 'closing', -45, '2023-07-01', { on: '2023-07-20' }),
    realised('late', counted(U, '2023-06-30', 4), { knownAt: '2023-07-25T10:00:00Z' }),
    correctedTo('a', row, { ...row, persons: 53 }, { knownAt: '2023-08-01T10:00:00Z', reason: 'dubbel geteld' }),
    explained(U, '2023-1', -3),
  ];

  it('shows what became known after publication apart from what nobody explains', () => {
    expect(figures(told).closing).toEqual({
      computed: -43,
      computedAtPublication: -40,
      lateCorrections: -3,
      published: -45,
      sumOfMunicipalitiesPublished: null,
      explained: -3,
      unexplained: 1,
    });
  });

  it('still gives the old answer for a moment before the corrections', () => {
    expect(figures(told, { knownAt: '2023-07-31T10:00:00Z' }).closing).toMatchObject({
      computed: -36,
      computedAtPublication: -40,
      lateCorrections: 4,
      explained: 0,
      unexplained: -9,
    });
    expect(figures(told, { knownAt: '2023-07-19T10:00:00Z' }).closing).toMatchObject({
      computed: -40,
      computedAtPublication: null,
      lateCorrections: null,
      published: null,
      unexplained: null,
    });
  });

  it('takes what became known at the very moment of publication as known', () => {
    const moment = '2023-07-19T22:00:00.000Z'; // The start of 20 July, summer time.
    expect(figures([...told, realised('x', counted(U, '2023-06-01', 1), { knownAt: moment })]).closing).toMatchObject({
      computedAtPublication: -39,
      lateCorrections: -3,
    });
  });

  it('sums the municipalities only when each with a taakstelling has published', () => {
    const one = [...base, ...told, announced('GM0307', '2023-1', 10, '2022-10-01')];
    expect(ask(one, { period: '2023-1' }).closing).toMatchObject({
      published: null,
      sumOfMunicipalitiesPublished: null,
    });
    const both = [
      ...one,
      publishedFigure('GM0307', '2023-1', 'closing', 5, '2023-07-01'),
      publishedFigure('PV26', '2023-1', 'closing', -41, '2023-07-01'),
    ];
    expect(ask(both, { period: '2023-1' }).closing).toMatchObject({
      published: -41,
      sumOfMunicipalitiesPublished: -40,
    });
  });
});

describe('whose publication counts', () => {
  it('is that of the province, whatever others published later; where it has none, the next in the order of the policy', () => {
    const coa = publishedFigure(U, '2023-1', 'opening', 1, '2023-01-01', { source: 'coa', on: '2023-12-01' });
    const rijk = publishedFigure(U, '2023-1', 'opening', 2, '2023-01-01', { source: 'rijk', on: '2023-02-01' });
    const province = publishedFigure(U, '2023-1', 'opening', 3, '2023-01-01', { on: '2023-01-15' });
    expect(figures([coa]).opening).toBe(1);
    expect(figures([coa, rijk]).opening).toBe(2);
    expect(figures([coa, rijk, province]).opening).toBe(3);
  });

  it('is the latest reference date at or before the asked one, then the latest day of publication', () => {
    const told = [
      publishedFigure(U, '2023-1', 'realised', 10, '2023-03-01', { on: '2023-12-01' }),
      publishedFigure(U, '2023-1', 'realised', 20, '2023-04-01', { on: '2023-05-01' }),
      publishedFigure(U, '2023-1', 'realised', 21, '2023-04-01', { on: '2023-06-01' }),
      publishedFigure(U, '2023-1', 'realised', 20, '2023-04-01', { on: '2023-05-02' }),
    ];
    const at = (asOf: string) => figures(told, { asOf, basis: 'published' }).realised;
    expect([at('2023-02-28'), at('2023-03-01'), at('2023-04-01')]).toEqual([null, 10, 21]);
  });
});

describe('which basis is taken when none is asked', () => {
  it('is computed where a municipality has a taakstelling in the period, else published', () => {
    expect(ask(base, { period: '2023-1' }).basis).toBe('computed');
    expect(ask(base, { period: '2022-2' }).basis).toBe('published');
    expect(ask(base, { period: '2023-1', scope: 'GM0307' }).basis).toBe('published');
    expect(ask(base, { period: '2023-1', knownAt: '2022-09-30T00:00:00Z' }).basis).toBe('published');
  });
});

describe('policy', () => {
  it('obeys the moment of knowledge, and the answer names its version', () => {
    const har = { ...basePolicy, kinds: { ...basePolicy.kinds, har: { counts: false } } };
    const told = [
      realised('a', counted(U, '2023-02-01', 7, { kind: 'har' }), { knownAt: '2023-02-02T00:00:00Z' }),
      policy(har, {
        version: 'zonder-har',
        validFrom: localDate('2023-01-01'),
        knownAt: instantOrThrow('2023-06-01T00:00:00Z'),
      }),
    ];
    expect(figures(told)).toMatchObject({ realised: 0, policy: { figures: 'zonder-har' } });
    expect(figures(told, { knownAt: '2023-05-31T00:00:00Z' })).toMatchObject({
      realised: 7,
      policy: { figures: '2023-01' },
    });
  });
});

describe('footnotes', () => {
  it('of what was used are given once each, what is invented first; those of facts that were not are left out', () => {
    const told = [
      realised('a', counted(U, '2023-02-01', 1), { remark: 'verzonnen verdeling' }),
      realised('b', counted(U, '2023-02-02', 1), { remark: 'verzonnen verdeling' }),
      realised('c', counted(U, '2023-02-02', 1, { administration: 'own' }), { remark: 'niet geteld' }),
      realised('d', counted(U, '2023-06-02', 1), { remark: 'later' }),
      publishedFigure(U, '2023-1', 'opening', 1, '2023-01-01', { remark: 'uit de brief' }),
    ];
    expect(figures(told, { asOf: '2023-03-01' }).remarks).toEqual(['verzonnen verdeling', 'uit de brief']);
  });

  it('of the opening, the bridge and the forecast stand with the figure too', () => {
    const told = [
      announced(U, '2022-1', 10, '2021-10-01', 'fixed', 'taakstelling van 2022-1'),
      announced(U, '2022-2', 50, '2022-05-01', 'fixed', 'taakstelling van 2022-2'),
      realised('before', counted(U, '2022-08-01', 3), { remark: 'rij van de vorige periode' }),
      announced(U, '2023-1', 90, '2022-12-01', 'fixed', 'bekend bij publicatie'),
      announced(U, '2023-1', 80, '2023-06-30', 'adjusted', 'later bijgesteld'),
      publishedFigure(U, '2023-1', 'closing', -45, '2023-07-01', { on: '2023-06-20', remark: 'eindstand' }),
    ];
    const expected = [
      'bekend bij publicatie',
      'eindstand',
      'later bijgesteld',
      'rij van de vorige periode',
      'taakstelling van 2022-1',
      'taakstelling van 2022-2',
    ];
    expect(figures(told).remarks).toEqual(expected);
    const opened = publishedFigure(U, '2023-1', 'opening', 0, '2023-01-01', { on: '2023-01-15' });
    expect(figures([...told, opened]).remarks).toEqual(expected.slice(0, 4));
  });

  it('of the municipalities’ closings stand with their sum, and not where there is none', () => {
    const one = [...base, publishedFigure(U, '2023-1', 'closing', -45, '2023-07-01', { remark: 'eindstand Utrecht' })];
    expect(ask(one, { period: '2023-1' }).remarks).toEqual(['eindstand Utrecht']);
    const other = [...one, announced('GM0307', '2023-1', 10, '2022-10-01')];
    expect(ask(other, { period: '2023-1' }).remarks).toEqual([]);
  });

  it('of published rows stand with the forecast that rests on them', () => {
    const told = [publishedFigure(U, '2022-2', 'realised', 9, '2023-01-01', { remark: 'realisatie van de brief' })];
    expect(figures(told, { basis: 'published' }).remarks).toEqual(['realisatie van de brief']);
  });

  it('of single rows are for those who may see rows; others read only that they are there, and whether one says invented', () => {
    const row = counted(U, '2023-02-01', 4);
    const told = [
      realised('a', row, { remark: 'gezin van vier, Dorpsstraat' }),
      publishedFigure(U, '2023-1', 'opening', 1, '2023-01-01', { remark: 'uit de brief' }),
    ];
    expect(figures(told).remarks).toEqual(['gezin van vier, Dorpsstraat', 'uit de brief']);
    const outside = { rowsVisible: false };
    expect(figures(told, outside).remarks).toEqual([
      'Bij sommige regels staat een opmerking; die ziet alleen wie de regels mag zien',
      'uit de brief',
    ]);
    const invented = [...told, realised('b', row, { remark: 'Verzonnen rij' })];
    expect(figures(invented, outside).remarks).toEqual([
      'Bij sommige regels staat “verzonnen”; de opmerkingen zelf ziet alleen wie de regels mag zien',
      'uit de brief',
    ]);
    expect(figures(told.slice(1), outside).remarks).toEqual(['uit de brief']);
  });

  it('beyond fifty are counted by the last one, and what is invented is never among those left out', () => {
    const told = Array.from({ length: 60 }, (_, i) =>
      realised(`r${i}`, counted(U, '2023-02-01', 1), { remark: `opmerking ${i}` }),
    );
    const { remarks } = figures([...told, realised('x', counted(U, '2023-02-01', 1), { remark: 'verzonnen' })]);
    expect(remarks).toHaveLength(50);
    expect([remarks[0], remarks[49]]).toEqual(['verzonnen', '… en nog 12 opmerkingen']);
  });
});
