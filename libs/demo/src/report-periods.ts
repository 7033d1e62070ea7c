import { addDays, endOf, localDate, period, startOf, type LocalDate } from '#libs/kernel';
import { COLUMNS, demoFile, type CsvRow, type DemoFile } from './demo-file.js';
import { demoMunicipalities, tredenOfTheReport, type DemoMunicipality } from './demo-municipalities.js';
import { dice } from './dice.js';
import { divide, inventWithin } from './division.js';
import { inventMoves, workingDays } from './moves.js';

/**
 * What the progress report of the province of Utrecht over 2022-2 and 2023-1 prints, for the whole province, in persons.
 * Two figures are ours: the realisation of 2022-1 (the report: 2022-2 was "twice as many") and the opening that follows.
 */
export const REPORT = {
  taakstelling: { '2022-1': 780, '2022-2': 1055, '2023-1': 1651, '2023-2': 2126 },
  opening: { '2022-1': -460, '2022-2': -422, '2023-1': 150, '2023-2': -406 },
  realised: { '2022-1': 818, '2022-2': 1635, '2023-1': 1138, '2023-2': 667 },
  closing: { '2022-1': -422, '2022-2': 150, '2023-1': -406 },
  /** 27,300 became 17,600 for the country; the province's share in the same proportion. */
  lowered: Math.round((2126 * 17_600) / 27_300),
} as const;

const DIVISION = 'Verdeling over gemeenten verzonnen; de provinciale som is die van de voortgangsrapportage';
const INVENTED = 'Verzonnen';

interface Announcement {
  readonly period: '2022-1' | '2022-2' | '2023-1' | '2023-2';
  readonly total: number;
  readonly on: LocalDate;
  readonly state: 'fixed' | 'reserved' | 'adjusted';
  readonly source: string;
  readonly remark: string;
}

const ANNOUNCED: readonly Announcement[] = [
  {
    period: '2022-1',
    total: REPORT.taakstelling['2022-1'],
    on: localDate('2021-10-01'),
    state: 'fixed',
    source: 'Circulaire taakstelling 2022-1',
    remark: `${DIVISION}; dag van bekendmaking verzonnen`,
  },
  {
    period: '2022-2',
    total: REPORT.taakstelling['2022-2'],
    on: localDate('2022-04-01'),
    state: 'fixed',
    source: 'Circulaire taakstelling 2022-2',
    remark: `${DIVISION}; dag van bekendmaking verzonnen`,
  },
  {
    period: '2023-1',
    total: REPORT.taakstelling['2023-1'],
    on: localDate('2022-09-30'),
    state: 'fixed',
    source: 'Circulaire taakstelling 2023-1',
    remark: DIVISION,
  },
  {
    period: '2023-2',
    total: REPORT.taakstelling['2023-2'],
    on: localDate('2023-05-02'),
    state: 'reserved',
    source: 'Circulaire taakstelling 2023-2',
    remark: DIVISION,
  },
  {
    period: '2023-2',
    total: REPORT.lowered,
    on: localDate('2023-12-01'),
    state: 'adjusted',
    source: 'Verlaging van 2023-2, landelijk van 27.300 naar 17.600',
    remark: 'Dag, provinciale som en verdeling verzonnen, naar verhouding van de landelijke verlaging',
  },
];

/** Days on which letters with closings and treden went out; the report does not print them. */
const LETTERS = {
  '2022-1': localDate('2022-09-01'),
  '2022-2': localDate('2023-02-15'),
  '2023-1': localDate('2023-09-13'),
} as const;
/** Opening of 2022-1: the letters over 2021-2. */
const LETTERS_BEFORE = localDate('2022-02-15');

/** Ahead in mid-2022 in our invention; the report gives the counts 11, 13 and 2 on treden 1, 2 and 3 and no names. */
const AHEAD_2022_1 = [
  'Baarn',
  'Bunnik',
  'Houten',
  'Leusden',
  'Lopik',
  'Oudewater',
  'Rhenen',
  'Veenendaal',
  'Wijk bij Duurstede',
  'Woudenberg',
  'Zeist',
];

/** How far a published closing may lie from the task of that municipality, as a share of its taakstelling. */
const SHARE = {
  '2022-1': { ahead: 0.2, behind: 1.1 },
  '2022-2': { ahead: 0.4, behind: 0.4 },
  '2023-1': { ahead: 0.12, behind: 0.5 },
} as const;

interface Course {
  readonly taakstelling: Readonly<Record<keyof typeof REPORT.taakstelling, readonly number[]>>;
  readonly lowered: readonly number[];
  readonly opening: Readonly<Record<keyof typeof REPORT.opening, readonly number[]>>;
  readonly closing: Readonly<Record<keyof typeof REPORT.closing, readonly number[]>>;
  readonly realised: Readonly<Record<keyof typeof REPORT.realised, readonly number[]>>;
}

/** Invents per municipality a course over the four periods whose provincial sums are those of the report. */
function inventCourse(municipalities: readonly DemoMunicipality[]): Course {
  const chance = dice('bovenlokaal demo, the periods of the report');
  const trede = tredenOfTheReport();
  const weights = municipalities.map((m) => m.weight);
  const tasks = (total: number): readonly number[] => divide(total, weights);
  const taakstelling = {
    '2022-1': tasks(REPORT.taakstelling['2022-1']),
    '2022-2': tasks(REPORT.taakstelling['2022-2']),
    '2023-1': tasks(REPORT.taakstelling['2023-1']),
    '2023-2': tasks(REPORT.taakstelling['2023-2']),
  };
  const closing = (p: keyof typeof REPORT.closing, isAhead: (name: string) => boolean): readonly number[] =>
    inventWithin(
      REPORT.closing[p],
      municipalities.map(({ name }, i) => {
        const task = taakstelling[p][i] ?? 0;
        return isAhead(name)
          ? { low: 0, high: Math.ceil(task * SHARE[p].ahead) }
          : { low: -Math.ceil(task * SHARE[p].behind), high: -Math.ceil(task * 0.04) };
      }),
      chance,
    );
  const closings = {
    '2022-1': closing('2022-1', (name) => AHEAD_2022_1.includes(name)),
    '2022-2': closing('2022-2', (name) => trede(name, '2022-2') === 1),
    '2023-1': closing('2023-1', (name) => trede(name, '2023-1') === 1),
  };
  /** Published minus computed: late processing and differing readings, spread over some municipalities. */
  const difference = (total: number): readonly number[] =>
    inventWithin(
      total,
      municipalities.map(({ weight }) => {
        const most = weight > 400 ? 6 : weight > 200 ? 2 : 0;
        return { low: -most, high: total > 0 ? most : Math.floor(most / 3) };
      }),
      chance,
    );
  const realised = (p: '2022-2' | '2023-1'): readonly number[] => {
    const opening = p === '2022-2' ? closings['2022-1'] : closings['2022-2'];
    const gap = difference(REPORT.closing[p] - (REPORT.opening[p] + REPORT.realised[p] - REPORT.taakstelling[p]));
    return closings[p].map((value, i) => value - (gap[i] ?? 0) - (opening[i] ?? 0) + (taakstelling[p][i] ?? 0));
  };
  const unevenly = (total: number): readonly number[] =>
    divide(
      total,
      weights.map((weight) => weight * (0.75 + chance.fraction() / 2)),
    );
  const housed = {
    '2022-1': unevenly(REPORT.realised['2022-1']),
    '2022-2': realised('2022-2'),
    '2023-1': realised('2023-1'),
    '2023-2': unevenly(REPORT.realised['2023-2']),
  };
  return {
    taakstelling,
    lowered: tasks(REPORT.lowered),
    closing: closings,
    opening: {
      '2022-1': closings['2022-1'].map(
        (value, i) => value - (housed['2022-1'][i] ?? 0) + (taakstelling['2022-1'][i] ?? 0),
      ),
      '2022-2': closings['2022-1'],
      '2023-1': closings['2022-2'],
      '2023-2': closings['2023-1'],
    },
    realised: housed,
  };
}

function targets(municipalities: readonly DemoMunicipality[], course: Course): DemoFile {
  const rows = ANNOUNCED.flatMap((announced): readonly CsvRow[] =>
    municipalities.map(({ name }, i) => ({
      period: announced.period,
      municipality: name,
      persons: (announced.state === 'adjusted' ? course.lowered : course.taakstelling[announced.period])[i] ?? 0,
      announced_on: announced.on,
      source: announced.source,
      state: announced.state,
      remark: announced.remark,
    })),
  );
  return demoFile('targets', 'targets.csv', COLUMNS.targets, rows);
}

function published(municipalities: readonly DemoMunicipality[], course: Course): DemoFile {
  const remark = `${DIVISION}; dag van publicatie verzonnen`;
  const rows = (values: readonly number[], p: string, figure: 'opening' | 'closing', on: LocalDate): CsvRow[] =>
    municipalities.map(({ code }, i) => ({
      period: p,
      scope: code,
      figure,
      value: values[i] ?? 0,
      as_of: figure === 'opening' ? startOf(period(p)) : endOf(period(p)),
      source: 'province',
      published_on: on,
      remark: p === '2022-1' && figure === 'opening' ? INVENTED : remark,
    }));
  return demoFile('published', 'published-municipalities.csv', COLUMNS.published, [
    ...rows(course.opening['2022-1'], '2022-1', 'opening', LETTERS_BEFORE),
    ...rows(course.closing['2022-1'], '2022-1', 'closing', LETTERS['2022-1']),
    ...rows(course.opening['2022-2'], '2022-2', 'opening', LETTERS['2022-1']),
    ...rows(course.closing['2022-2'], '2022-2', 'closing', LETTERS['2022-2']),
    ...rows(course.opening['2023-1'], '2023-1', 'opening', LETTERS['2022-2']),
    ...rows(course.closing['2023-1'], '2023-1', 'closing', LETTERS['2023-1']),
    ...rows(course.opening['2023-2'], '2023-2', 'opening', LETTERS['2023-1']),
  ]);
}

/** Last day in 2023-2 of which the report gives a figure. */
const LAST_DAY_REPORTED = localDate('2023-10-26');

function realisations(municipalities: readonly DemoMunicipality[], course: Course): DemoFile {
  const rows: CsvRow[] = [];
  for (const p of ['2022-1', '2022-2', '2023-1', '2023-2'] as const) {
    const remark = p === '2022-1' ? INVENTED : DIVISION;
    const last = p === '2023-2' ? LAST_DAY_REPORTED : addDays(endOf(period(p)), -1);
    // The letters were written on these lists: nothing comes in after them, so no late correction hides in the demo.
    const knownBy = p === '2023-2' ? LAST_DAY_REPORTED : addDays(last, 6);
    const days = workingDays({ from: startOf(period(p)), to: last });
    municipalities.forEach(({ name }, i) => {
      const chance = dice(`moves ${p} ${name}`);
      const moves = inventMoves(course.realised[p][i] ?? 0, days, knownBy, chance);
      for (const move of moves) {
        const special = occasion(p, name, chance.fraction());
        rows.push({
          municipality: name,
          on: move.on,
          persons: move.persons,
          kind: special.kind,
          source: 'COA-lijst (demo)',
          administration: 'coa',
          known_at: move.knownOn,
          one_off: special.oneOff,
          reason: '',
          remark,
        });
      }
    });
  }
  return demoFile('realisations', 'realisations.csv', COLUMNS.realisations, rows);
}

/** One-off actions that the report names, and here and there a Nidos group; `chance` from 0 up to 1. */
function occasion(p: string, name: string, chance: number): { kind: string; oneOff: string } {
  if (p === '2022-2' && ['De Ronde Venen', 'Stichtse Vecht'].includes(name) && chance < 0.35) {
    return { kind: 'har', oneOff: 'HAR' };
  }
  if (p === '2022-2' && ['Utrecht', 'Amersfoort'].includes(name) && chance < 0.4) {
    return { kind: 'regular', oneOff: 'Versnellingsactie' };
  }
  return { kind: p.startsWith('2023') && chance > 0.97 ? 'nidos-kso' : 'regular', oneOff: '' };
}

function assessments(municipalities: readonly DemoMunicipality[], course: Course): DemoFile {
  const trede = tredenOfTheReport();
  const worst = municipalities
    .map(({ name }, i) => ({
      name,
      share: (course.closing['2022-1'][i] ?? 0) / Math.max(1, course.taakstelling['2022-1'][i] ?? 0),
    }))
    .sort((a, b) => a.share - b.share)
    .slice(0, 2)
    .map(({ name }) => name);
  const invented = (name: string): 1 | 2 | 3 => (AHEAD_2022_1.includes(name) ? 1 : worst.includes(name) ? 3 : 2);
  const rows = (['2022-1', '2022-2', '2023-1'] as const).flatMap((p): readonly CsvRow[] =>
    municipalities.map(({ name }) => ({
      municipality: name,
      period: p,
      trede: p === '2022-1' ? invented(name) : trede(name, p),
      approved_on: LETTERS[p],
      reason:
        p === '2022-1'
          ? 'Verzonnen: bekend zijn alleen de aantallen 11, 13 en 2 op trede 1, 2 en 3'
          : 'Trede volgens de voortgangsrapportage; dag van vaststelling verzonnen',
      remark: p === '2022-1' ? 'Verdeling over gemeenten verzonnen' : 'Dag van vaststelling verzonnen',
    })),
  );
  return demoFile('assessments', 'assessments.csv', COLUMNS.assessments, rows);
}

/** The files of `data/demo` that are made, not typed: remade by `tools/demo/make.mjs`, byte for byte the same. */
export function reportFiles(): readonly DemoFile[] {
  const municipalities = demoMunicipalities();
  const course = inventCourse(municipalities);
  return [
    targets(municipalities, course),
    published(municipalities, course),
    realisations(municipalities, course),
    assessments(municipalities, course),
  ];
}
