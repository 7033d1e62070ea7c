import { ask } from './testing/ask.js';
import { policy, publishedFigure, type Told } from './testing/recorded-events.js';

/** Progress report of the province of Utrecht, 2022-2 and 2023-1: the table, and the outlook on 2023-2. */
const report: readonly Told[] = [
  policy(),
  publishedFigure('PV26', '2020-1', 'taakstelling', 429, '2020-07-01'),
  publishedFigure('PV26', '2020-1', 'realised', 405, '2020-07-01'),
  publishedFigure('PV26', '2021-2', 'taakstelling', 854, '2022-01-01'),
  publishedFigure('PV26', '2022-1', 'taakstelling', 780, '2022-07-01'),
  publishedFigure('PV26', '2022-2', 'taakstelling', 1055, '2023-01-01'),
  publishedFigure('PV26', '2022-2', 'opening', -422, '2022-07-01'),
  publishedFigure('PV26', '2022-2', 'realised', 1635, '2023-01-01'),
  publishedFigure('PV26', '2022-2', 'closing', 150, '2023-01-01'),
  publishedFigure('PV26', '2023-1', 'taakstelling', 1651, '2023-07-01'),
  publishedFigure('PV26', '2023-1', 'opening', 150, '2023-01-01'),
  publishedFigure('PV26', '2023-1', 'realised', 1138, '2023-07-01'),
  publishedFigure('PV26', '2023-1', 'closing', -406, '2023-07-01'),
  publishedFigure('PV26', '2023-2', 'taakstelling', 2126, '2023-07-01'),
  publishedFigure('PV26', '2023-2', 'realised', 667, '2023-10-27'),
];

describe('the table of the progress report, from published provincial figures alone', () => {
  it.each([
    ['2022-2', 1055, -422, 1477, 1635, 155, 111, 150, 158, -8],
    ['2023-1', 1651, 150, 1501, 1138, 69, 76, -406, -363, -43],
  ])(
    'gives %s to the digit, with the part of the difference that nobody explained',
    (period, taakstelling, opening, totalTask, realised, ofTask, ofTotal, published, computed, unexplained) => {
      expect(ask(report, { period })).toMatchObject({
        basis: 'published',
        taakstelling,
        opening,
        openingSource: 'published-opening',
        totalTask,
        realised,
        remaining: totalTask - realised,
        percentOfTaakstelling: ofTask,
        percentOfTotalTask: ofTotal,
        closing: {
          computed,
          computedAtPublication: computed,
          lateCorrections: 0,
          published,
          explained: 0,
          unexplained,
        },
      });
    },
  );

  it('gives 26% of the total task of 2023-2 up to and including 26 October 2023', () => {
    expect(ask(report, { period: '2023-2', asOf: '2023-10-27' })).toMatchObject({
      taakstelling: 2126,
      opening: -406,
      openingSource: 'published-closing',
      totalTask: 2532,
      realised: 667,
      percentOfTaakstelling: 31,
      percentOfTotalTask: 26,
    });
  });

  it('knows no realisation a day earlier, for the report published none', () => {
    expect(ask(report, { period: '2023-2', asOf: '2023-10-26' })).toMatchObject({
      realised: null,
      remaining: null,
      percentOfTotalTask: null,
      closing: { computed: null },
    });
  });

  it('forecasts a backlog of 1394 at the realisation of the last period (“circa 1400”)', () => {
    expect(ask(report, { period: '2023-2', asOf: '2023-10-27' }).forecast.atLastPeriodsRealisation).toBe(-1394);
  });

  it('gives the whole answer for 2023-1, field by field and in this order', () => {
    const answer = ask(report, { period: '2023-1' });
    expect(JSON.stringify(answer)).toBe(
      JSON.stringify({
        period: '2023-1',
        scope: 'PV26',
        basis: 'published',
        asOf: '2023-07-01',
        knownAt: null,
        position: report.length,
        taakstelling: 1651,
        opening: 150,
        openingSource: 'published-opening',
        totalTask: 1501,
        realised: 1138,
        remaining: 363,
        percentOfTaakstelling: 69,
        percentOfTotalTask: 76,
        closing: {
          computed: -363,
          computedAtPublication: -363,
          lateCorrections: 0,
          published: -406,
          sumOfMunicipalitiesPublished: null,
          explained: 0,
          unexplained: -43,
        },
        schedule: { expectedShare: 1, status: 'behind', paceNeededPerMonth: null },
        koppelBalance: [{ on: '2023-04-01', persons: null, personsWithoutExchanges: null }],
        forecast: {
          atLastPeriodsRealisation: 134,
          atRunRate: -363,
          range: { lowest: -363, highest: 134 },
          withoutOneOffs: { atLastPeriodsRealisation: null, atRunRate: null },
          oneOffs: [],
        },
        policy: { figures: '2023-01' },
        administration: null,
        stateOfTaakstelling: null,
        remarks: [],
      }),
    );
  });

  it.each([
    ['2020-1', 429],
    ['2021-2', 854],
    ['2022-1', 780],
  ])('knows the earlier taakstelling of %s', (period, taakstelling) => {
    expect(ask(report, { period }).taakstelling).toBe(taakstelling);
  });
});
