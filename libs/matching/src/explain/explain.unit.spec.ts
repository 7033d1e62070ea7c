import type { Result } from '#libs/kernel';
import type { StructuredDocument } from '../read/instance.schema.js';
import { problemOf, within, type Written } from '../testing/written-problems.js';
import { explainDwelling, explainHousehold, explainWhatIf } from './explain.js';
import { readExplainable } from './explainable.js';
import type { Explanation } from './explanation.js';
import { LANGUAGES } from './tell/catalogue.js';
import { tellFacts } from './tell/tell.js';

type Household = StructuredDocument['households'][number];
type Dwelling = StructuredDocument['dwellings'][number];

const household = (id: string, own: Partial<Household> = {}): Household => ({
  ...{ id, municipality: 'GM0342', persons: 1, bedrooms: 1, maxRent: 60_000 },
  ...own,
});
const dwelling = (id: string, own: Partial<Dwelling> = {}): Dwelling => ({
  ...{ id, municipality: 'GM0342', bedrooms: 1, rent: 59_000 },
  ...own,
});

/** Two neighbours. */
const document = (
  households: readonly Household[],
  dwellings: readonly Dwelling[],
  change: Partial<StructuredDocument> = {},
): StructuredDocument => ({
  version: 1,
  on: '2026-01-05',
  municipalities: [
    { code: 'GM0342', lat: 52.156, lon: 5.2963 },
    { code: 'GM0355', lat: 52.1019, lon: 5.2553 },
  ],
  households: [...households],
  dwellings: [...dwellings],
  ...change,
});

/** What is told in Dutch and in English. */
function told(result: Result<Explanation>): readonly (readonly string[])[] {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  const { facts } = result.value;
  return LANGUAGES.map((language) => tellFacts(facts, language));
}

function explainable(instance: StructuredDocument) {
  const read = readExplainable(instance);
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return read.value;
}

const written = (problem: Written) => ({ problem: problemOf(problem), profiles: null });

describe('why a household waits', () => {
  test('given dwellings that are all too dear, when asked, then the nearest is told with the euros that it takes', async () => {
    const instance = document(
      [household('h1')],
      [
        dwelling('d1', { rent: 61_800 }),
        dwelling('d2', { rent: 62_550 }),
        dwelling('d3', { rent: 70_000, access: 'stairs', bedrooms: 0, maxPersons: 2, minPersons: 2 }),
      ],
    );
    expect(told(await explainHousehold(explainable(instance), 'h1'))).toEqual([
      [
        'Huishouden h1 wordt in dit plan niet geplaatst.',
        'Geen enkele woning past (van 3).',
        'Wat in de weg staat: te weinig personen voor de woning (1 keer); de huur is te hoog (3 keer).',
        '2 woningen vallen alleen af op: de huur is te hoog. De dichtstbijzijnde is d1, op € 18 per maand.',
      ],
      [
        'Household h1 is not placed in this plan.',
        'No dwelling fits (of 3).',
        'What is in the way: too few persons for the dwelling (1 time); the rent is too high (3 times).',
        '2 dwellings fail on this only: the rent is too high. The nearest is d1, by €18 a month.',
      ],
    ]);
  });

  test('given a dwelling that fails on two things at once, when nothing fits, then both are told together', async () => {
    const instance = document([household('h1', { bedrooms: 3 })], [dwelling('d1', { rent: 60_050 })]);
    const [nl, en] = told(await explainHousehold(explainable(instance), 'h1'));
    expect(nl).toContain(
      '1 woning valt af op: te weinig slaapkamers en de huur is te hoog. De dichtstbijzijnde is d1, op 2 slaapkamers en € 0,50 per maand.',
    );
    expect(en).toContain(
      '1 dwelling fails on these together: too few bedrooms and the rent is too high. The nearest is d1, by 2 bedrooms and €0.50 a month.',
    );
  });

  test('given one dwelling and somebody past the due date, when the other asks, then who would be displaced is told and which goal loses', async () => {
    const instance = document([household('h1', { dueOn: '2025-12-01' }), household('h2')], [dwelling('d1')]);
    const result = await explainHousehold(explainable(instance), 'h2');
    expect(told(result)).toEqual([
      [
        'Huishouden h2 wordt in dit plan niet geplaatst.',
        'Eén woning past (van 1).',
        'Het kan, met h2 in d1.',
        'De reden dat het niet gebeurt: huishoudens over hun uiterste datum geplaatst, van 1 naar 0.',
        '1. h2 krijgt d1, dat nu voor h1 is; h1 is dan niet geplaatst.',
        'Met minder huishoudens die verschuiven kan het niet zo goed; dat is bewezen.',
      ],
      [
        'Household h2 is not placed in this plan.',
        'One dwelling fits (of 1).',
        'It can be done, with h2 in d1.',
        'The reason that it is not: households placed that are past their due date, from 1 to 0.',
        '1. h2 gets d1, which is now for h1; h1 is not placed then.',
        'It cannot be as good with fewer households moving; that is proven.',
      ],
    ]);
    if (!result.ok) return;
    expect(result.value.facts).toMatchObject({
      alternative: { kind: 'possible', verdict: 'costs', reason: 'overdueHouseholds', proven: true },
    });
  });

  test('given two households that are alike, when the one that waits asks, then it is told that no goal prefers the other', async () => {
    const instance = document([household('h1'), household('h2')], [dwelling('d1')]);
    const placed = await explainHousehold(explainable(instance), 'h1');
    const waits = placed.ok && placed.value.facts.kind === 'placed' ? 'h2' : 'h1';
    const [nl, en] = told(await explainHousehold(explainable(instance), waits));
    expect(nl).toContain(
      'Zo’n plan is voor elk doel precies evenveel waard. Dat het dit plan werd, besliste alleen de vaste rekenvolgorde.',
    );
    expect(en).toContain(
      'Such a plan is worth exactly as much for every goal. Only the fixed order of computing chose this plan.',
    );
  });

  test('given a dwelling of a neighbour and no band, when a household asks, then it is told that no plan can, and which rule made wider would', async () => {
    const pairs: Written['pairs'] = [[0, 0, 5]];
    const problem = written({ municipalities: 'AB', households: [['A', 1]], dwellings: 'B', pairs, maxChain: 2 });
    const [nl, en] = told(await explainHousehold(problem, 'h0'));
    expect(nl).toEqual([
      'Huishouden h0 wordt in dit plan niet geplaatst.',
      'Eén woning past.',
      'Geen enkel plan binnen de regels kan het; dat is bewezen.',
      'Het zou wel kunnen met een bandbreedte die bij alle gemeenten samen elk 1 huishouden ruimer is.',
      'Een voor een is het geprobeerd bij 2 gemeenten.',
    ]);
    expect(en!.slice(2)).toEqual([
      'No plan within the rules can do it; that is proven.',
      'It could be done with a tolerance that is 1 household wider in every municipality at once.',
      'One at a time it was tried for 2 municipalities.',
    ]);
  });

  test('given a neighbour that may take one in, when its own municipality may send none, then a band wider there alone is told to be enough', async () => {
    const problem = written({
      ...{ municipalities: 'AB', households: [['A', 1]], dwellings: 'B', pairs: [[0, 0, 5]], maxChain: 2 },
      householdBand: { low: Float64Array.of(0, -1), high: Float64Array.of(0, 0) },
    });
    const result = await explainHousehold(problem, 'h0');
    expect(told(result)[0]).toContain('Het zou wel kunnen met een bandbreedte die bij A 1 huishouden ruimer is.');
    expect(told(result)[1]).toContain('It could be done with a tolerance that is 1 household wider in A.');
  });

  test('given rings that would take three, when two is the most, then it is told that three would do', async () => {
    const problem = written({
      ...{
        municipalities: 'ABC',
        households: [
          ['A', 1],
          ['B', 1],
          ['C', 1],
        ],
        dwellings: 'ABC',
        maxMunicipalities: 2,
      },
      pairs: [
        [0, 1, 3],
        [1, 2, 3],
        [2, 0, 3],
      ],
    });
    const [nl, en] = told(await explainHousehold(problem, 'h0'));
    expect(nl).toContain('Het zou wel kunnen als een ring uit 3 gemeenten mag bestaan.');
    expect(en).toContain('It could be done if a ring may be of 3 municipalities.');
  });

  test('given a swap in which a large household goes for a small one, when the band counts persons, then the persons that it takes are told', async () => {
    const problem = written({
      ...{
        municipalities: 'AB',
        households: [
          ['A', 4],
          ['B', 1],
        ],
        dwellings: 'AB',
        personsBand: within(2, 0),
      },
      pairs: [
        [0, 1, 3],
        [1, 0, 3],
      ],
    });
    const [nl, en] = told(await explainHousehold(problem, 'h0'));
    expect(nl).toContain(
      'Het zou wel kunnen met een bandbreedte die bij alle gemeenten samen elk 3 personen ruimer is.',
    );
    expect(en).toContain('It could be done with a tolerance that is 3 persons wider in every municipality at once.');
  });

  test('given a municipality that would be worse off, when the rule forbids it, then it is told to be that rule', async () => {
    const problem = written({
      ...{
        municipalities: 'A',
        households: [
          ['A', 2],
          ['A', 1],
        ],
        dwellings: 'A',
        neverWorseOff: true,
      },
      ...{
        pairs: [
          [0, 0, 5],
          [1, 0, 3],
        ],
        goals: ['persons', 'weight'],
      },
    });
    const [nl, en] = told(await explainHousehold(problem, 'h1'));
    expect(nl).toContain(
      'Het zou wel kunnen zonder de regel dat geen gemeente slechter af is dan met alleen lokale plaatsingen.',
    );
    expect(en).toContain(
      'It could be done without the rule that no municipality is worse off than with local placements only.',
    );
  });

  test('given a take-over where paths are not allowed at all, when no rule alone is in the way, then it is told that one is not enough', async () => {
    const problem = written({ municipalities: 'AB', households: [['A', 1]], dwellings: 'B', pairs: [[0, 0, 5]] });
    const [nl, en] = told(await explainHousehold(problem, 'h0'));
    expect(nl).toContain('Eén regel ruimer maken helpt niet.');
    expect(en).toContain('Making one rule wider does not help.');
  });
});

describe('why a dwelling stays empty', () => {
  test('given a dwelling that nobody can pay, when asked, then the household that comes nearest is told', async () => {
    const instance = document(
      [household('h1'), household('h2', { maxRent: 64_000 })],
      [dwelling('d1', { rent: 65_000 })],
    );
    expect(told(await explainDwelling(explainable(instance), 'd1'))).toEqual([
      [
        'Woning d1 blijft in dit plan leeg.',
        'Geen enkel huishouden past (van 2).',
        'Wat in de weg staat: de huur is te hoog (2 keer).',
        '2 huishoudens vallen alleen af op: de huur is te hoog. Het dichtstbij komt h2, op € 10 per maand.',
      ],
      [
        'Dwelling d1 stays empty in this plan.',
        'No household fits (of 2).',
        'What is in the way: the rent is too high (2 times).',
        '2 households fail on this only: the rent is too high. The nearest is h2, by €10 a month.',
      ],
    ]);
  });

  test('given a household that fits another dwelling better, when the worse one asks, then the difference is told in points of fit', async () => {
    const instance = document([household('h1')], [dwelling('d1'), dwelling('d2', { bedrooms: 2 })]);
    const [nl, en] = told(await explainDwelling(explainable(instance), 'd2'));
    expect(nl).toEqual([
      'Woning d2 blijft in dit plan leeg.',
      'Eén huishouden past (van 1).',
      'Het kan, met h1 in d2.',
      'De reden dat het niet gebeurt: punten voor passendheid, van 60 naar −15.',
      '1. h1 krijgt d2, dat nu leeg blijft; d1 blijft dan leeg.',
      'Met minder huishoudens die verschuiven kan het niet zo goed; dat is bewezen.',
    ]);
    expect(en![4]).toBe('1. h1 gets d2, which is now empty; d1 stays empty then.');
  });
});

describe('why this dwelling', () => {
  test('given a placement in the own municipality, when asked, then its fit is told in parts, and that nothing fits better', async () => {
    const instance = document([household('h1')], [dwelling('d1', { rent: 50_000, until: '2026-01-20' })]);
    expect(told(await explainHousehold(explainable(instance), 'h1'))).toEqual([
      [
        'Huishouden h1 krijgt woning d1, in de eigen gemeente.',
        'Dat past voor +110 punten: precies de slaapkamers die nodig zijn (+60), de huur ligt ruim onder het hoogste bedrag (+20), de woning is snel niet meer beschikbaar (+30).',
        'Geen andere woning past dit huishouden beter.',
      ],
      [
        'Household h1 gets dwelling d1, in its own municipality.',
        'That fits for +110 points: just the bedrooms that are needed (+60), the rent lies well below the maximum (+20), the dwelling is soon no longer available (+30).',
        'No other dwelling fits this household better.',
      ],
    ]);
  });

  test('given a dwelling that fits better and is for a household that fits nothing else, when asked, then it is told who has it and what it would cost', async () => {
    const instance = document(
      [household('h1'), household('h2', { access: 'step-free' })],
      [dwelling('d1', { access: 'step-free' }), dwelling('d2', { bedrooms: 2 })],
    );
    const [nl, en] = told(await explainHousehold(explainable(instance), 'h1'));
    expect(nl).toEqual([
      'Huishouden h1 krijgt woning d2, in de eigen gemeente.',
      'Dat past voor −15 punten: slaapkamers over: 1 (−15).',
      'Eén woning past beter: d1 (+60).',
      'Woning d1 is in dit plan voor h2.',
      'Het kan, met h1 in d1.',
      'De reden dat het niet gebeurt: huishoudens geplaatst, van 2 naar 1.',
      'Wat er dan verandert: huishoudens geplaatst 2 → 1; personen geplaatst 2 → 1; verwachte huishoudens, naar de kans dat gemeenten instemmen 2 → 1; punten voor passendheid 45 → 60.',
      '1. h1 krijgt d1, dat nu voor h2 is; h2 is dan niet geplaatst; d2 blijft dan leeg.',
      'Met minder huishoudens die verschuiven kan het niet zo goed; dat is bewezen.',
    ]);
    expect(en![3]).toBe('In this plan dwelling d1 is for h2.');
  });

  test('given two who swap, when asked of a dwelling, then the exchange is told with all its legs', async () => {
    const problem = written({
      ...{
        municipalities: 'AB',
        households: [
          ['A', 1],
          ['B', 1],
        ],
        dwellings: 'AB',
      },
      pairs: [
        [0, 1, 3],
        [1, 0, 4],
      ],
    });
    expect(told(await explainDwelling(problem, 'd0'))).toEqual([
      [
        'Huishouden h1 krijgt woning d0, door een ruil: h0 gaat van A naar d1 in B; h1 gaat van B naar d0 in A.',
        'Dit paar heeft gewicht 4.',
        'Geen andere woning past dit huishouden beter.',
      ],
      [
        'Household h1 gets dwelling d0, by a swap: h0 goes from A to d1 in B; h1 goes from B to d0 in A.',
        'This pair has weight 4.',
        'No other dwelling fits this household better.',
      ],
    ]);
  });

  test('given two who would rather have each other’s dwelling than what the sum of all allows, when asked, then the moves go round', async () => {
    const problem = written({
      ...{
        municipalities: 'A',
        households: [
          ['A', 1],
          ['A', 1],
        ],
        dwellings: 'AA',
      },
      pairs: [
        [0, 0, 5],
        [0, 1, 6],
        [1, 0, 1],
        [1, 1, 9],
      ],
    });
    const [nl, en] = told(await explainHousehold(problem, 'h0'));
    expect(nl!.slice(3)).toEqual([
      'Woning d1 is in dit plan voor h1.',
      'Het kan, met h0 in d1.',
      'De reden dat het niet gebeurt: gewicht, van 14 naar 7.',
      '1. h0 krijgt d1, dat nu voor h1 is; h1 krijgt d0 van h0, en zo is het rond.',
      'Met minder huishoudens die verschuiven kan het niet zo goed; dat is bewezen.',
    ]);
    expect(en![6]).toBe('1. h0 gets d1, which is now for h1; h1 gets d0 of h0, which closes the circle.');
  });
});

describe('what if', () => {
  test('given a household that may pay twenty euros more, when that makes a dwelling fit, then who gains is told', async () => {
    const instance = document(
      [household('h1'), household('h2', { maxRent: 50_000 })],
      [dwelling('d1'), dwelling('d2', { rent: 52_000 })],
    );
    const result = await explainWhatIf(instance, { households: [{ id: 'h2', maxRent: 52_000 }] });
    expect(told(result)).toEqual([
      [
        'Stel: huishouden h2 met hoogste huur € 520 per maand in plaats van € 500 per maand.',
        'Voor h2 past dan 1 woning in plaats van 0.',
        'Het beste plan wordt dan beter: huishoudens geplaatst, van 1 naar 2.',
        'Wat er dan verandert: huishoudens geplaatst 1 → 2; personen geplaatst 1 → 2; verwachte huishoudens, naar de kans dat gemeenten instemmen 1 → 2; punten voor passendheid 80 → 120.',
        'Dan wel geplaatst: h2.',
        '1. h2 krijgt d2, dat nu voor h1 is; h1 krijgt d1, dat nu leeg blijft.',
        'Met minder huishoudens die verschuiven kan het niet zo goed; dat is bewezen.',
      ],
      [
        'Suppose: household h2 with maximum rent €520 a month instead of €500 a month.',
        'Then 1 dwelling fits h2 instead of 0.',
        'The best plan gets better then: households placed, from 1 to 2.',
        'What changes then: households placed 1 → 2; persons placed 1 → 2; expected households, by the chance that municipalities agree 1 → 2; points of fit 80 → 120.',
        'Placed then: h2.',
        '1. h2 gets d2, which is now for h1; h1 gets d1, which is now empty.',
        'It cannot be as good with fewer households moving; that is proven.',
      ],
    ]);
  });

  test('given a dwelling that is no longer to be had in time, when asked, then who loses it is told', async () => {
    const instance = document([household('h1')], [dwelling('d1')]);
    const [nl, en] = told(await explainWhatIf(instance, { dwellings: [{ id: 'd1', from: '2026-12-01' }] }));
    expect(nl!.slice(0, 3)).toEqual([
      'Stel: woning d1 met beschikbaar vanaf 2026-12-01 in plaats van niets.',
      'Voor d1 past dan geen enkel huishouden in plaats van 1.',
      'Het beste plan wordt dan slechter: huishoudens geplaatst, van 1 naar 0.',
    ]);
    expect(nl).toContain('Dan niet meer geplaatst: h1.');
    expect(en).toContain('No longer placed then: h1.');
  });

  test('given a change that matters to nobody, when asked, then it is told that nobody moves', async () => {
    const instance = document([household('h1')], [dwelling('d1')]);
    const [nl, en] = told(await explainWhatIf(instance, { households: [{ id: 'h1', maxRent: 61_000 }] }));
    expect(nl!.slice(2)).toEqual(['Het beste plan blijft voor elk doel evenveel waard.', 'Niemand verschuift.']);
    expect(en!.slice(2)).toEqual(['The best plan stays worth as much for every goal.', 'Nobody moves.']);
  });

  test.each([
    [
      'a household that is not there',
      { households: [{ id: 'h9', persons: 2 }] },
      'HOUSEHOLD_UNKNOWN',
      'households.0.id',
    ],
    ['a dwelling that is not there', { dwellings: [{ id: 'd9', rent: 2 }] }, 'DWELLING_UNKNOWN', 'dwellings.0.id'],
    [
      'a field that is no field',
      { households: [{ id: 'h1', nationality: 'x' }] },
      'FIELD_UNKNOWN',
      'households.0.nationality',
    ],
    ['a word that is none', { households: [{ id: 'h1', access: 'lift' }] }, 'VALUE_UNKNOWN', 'households.0.access'],
    ['a rent below nothing', { dwellings: [{ id: 'd1', rent: -1 }] }, 'NUMBER_OUT_OF_RANGE', 'dwellings.0.rent'],
    [
      'a day that is none',
      { households: [{ id: 'h1', readyOn: '2026-02-30' }] },
      'DATE_INVALID',
      'households.0.readyOn',
    ],
    [
      'one twice',
      {
        households: [
          { id: 'h1', persons: 2 },
          { id: 'h1', persons: 3 },
        ],
      },
      'ID_TWICE',
      'households.1.id',
    ],
    [
      'fields that contradict those of the file',
      { dwellings: [{ id: 'd1', until: '2025-01-01', from: '2025-02-01' }] },
      'UNTIL_BEFORE_FROM',
      'dwellings.0.until',
    ],
    [
      'a municipality that takes no part',
      { households: [{ id: 'h1', municipality: 'GM9' }] },
      'MUNICIPALITY_UNKNOWN',
      'households.0.municipality',
    ],
    ['nothing', {}, 'CHANGES_EMPTY', ''],
    ['what it is already', { households: [{ id: 'h1', persons: 1 }] }, 'CHANGES_EMPTY', ''],
    ['another list', { municipalities: [] }, 'FIELD_UNKNOWN', ''],
    ['no changes at all', [], 'INPUT_INVALID', ''],
  ])('given %s, when asked, then it is refused at that field', async (_, changes, code, path) => {
    const instance = document([household('h0'), household('h1')], [dwelling('d0'), dwelling('d1')]);
    const result = await explainWhatIf(instance, changes);
    const faults = result.ok ? [] : result.refusals.map((refusal) => [refusal.code, refusal.path.join('.')]);
    expect(faults).toEqual([[code, path]]);
  });
});

test('given no such household or dwelling, when asked, then it is refused', async () => {
  const problem = explainable(document([], []));
  const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map(({ code }) => code));
  expect(codes(await explainHousehold(problem, 'h1'))).toEqual(['HOUSEHOLD_UNKNOWN']);
  expect(codes(await explainDwelling(problem, 'd1'))).toEqual(['DWELLING_UNKNOWN']);
});
