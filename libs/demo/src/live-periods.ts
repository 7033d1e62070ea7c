import { addDays, endOf, periodOf, previous, startOf, type LocalDate, type Period } from '#libs/kernel';
import { COLUMNS, demoFile, type CsvRow, type DemoFile } from './demo-file.js';
import { demoMunicipalities, type DemoMunicipality } from './demo-municipalities.js';
import { dice, type Dice } from './dice.js';
import { divide, inventWithin } from './division.js';
import { inventMoves, workingDays, type Move } from './moves.js';

const INVENTED = 'Verzonnen voor de demo';
/** Invented provincial totals, in persons. */
const TOTAL = { taakstellingBefore: 1080, taakstellingNow: 1190, openingBefore: -520 } as const;
/** Days after a period's end on which its closings were published, about as long as the letters took in 2023. */
const LETTERS_AFTER_DAYS = 44;
/** The law asks for at least thirteen weeks between announcement and period [Huisvestingswet 2014, art. 29]. */
const ANNOUNCED_BEFORE_DAYS = 13 * 7 + 1;

interface LiveCourse {
  readonly taakstellingBefore: readonly number[];
  readonly taakstellingNow: readonly number[];
  readonly openingBefore: readonly number[];
  readonly realisedBefore: readonly number[];
  readonly realisedNow: readonly number[];
  /** Published; differs from the computed one by a person or two here and there. */
  readonly closingBefore: readonly number[];
}

function inventCourse(municipalities: readonly DemoMunicipality[], chance: Dice): LiveCourse {
  const weights = municipalities.map((m) => m.weight);
  const taakstellingBefore = divide(TOTAL.taakstellingBefore, weights);
  const taakstellingNow = divide(TOTAL.taakstellingNow, weights);
  const openingBefore = inventWithin(
    TOTAL.openingBefore,
    taakstellingBefore.map((task) => ({ low: -Math.ceil(task * 0.9), high: Math.ceil(task * 0.2) })),
    chance,
  );
  const about = (task: number, least: number): number => Math.round(task * (least + chance.fraction() * 0.55));
  const realisedBefore = taakstellingBefore.map((task) => about(task, 0.65));
  // The households whose placements are recorded one by one come on top.
  const realisedNow = taakstellingNow.map((task) => about(task, 0.5));
  const closingBefore = taakstellingBefore.map(
    (task, i) => (openingBefore[i] ?? 0) + (realisedBefore[i] ?? 0) - task - (chance.fraction() < 0.2 ? 2 : 0),
  );
  return { taakstellingBefore, taakstellingNow, openingBefore, realisedBefore, realisedNow, closingBefore };
}

/** Mostly ordinary dwellings; now and then a kind that counts as an exception or does not count at all. */
const KINDS = [
  ...Array.from({ length: 36 }, () => ({ kind: 'regular', oneOff: '' })),
  { kind: 'har', oneOff: 'HAR' },
  { kind: 'doorstroom', oneOff: '' },
  { kind: 'nidos-kso', oneOff: '' },
  { kind: 'logeer', oneOff: '' },
];

function rowsOf(name: string, moves: readonly Move[], p: Period, today: LocalDate, ours: boolean): readonly CsvRow[] {
  const chance = dice(`live rows ${p} ${name}`);
  const rows: CsvRow[] = [];
  for (const move of moves) {
    const { kind, oneOff } = chance.pick(KINDS);
    const coaLag = chance.between(2, 9);
    const row = { municipality: name, on: move.on, persons: move.persons, kind, one_off: oneOff, reason: '' };
    const own = { source: 'Eigen administratie (demo)', administration: 'own', known_at: move.knownOn };
    const coa = {
      source: 'COA-lijst (demo)',
      administration: 'coa',
      known_at: ours ? addDays(move.knownOn, coaLag) : move.knownOn,
    };
    // The same move in two administrations: policy counts one of them, the other is there to compare.
    for (const side of ours ? [own, coa] : [coa]) {
      if (side.known_at <= today) rows.push({ ...row, ...side, remark: INVENTED });
    }
  }
  return rows;
}

/**
 * Invented files for live use: the period in which `today` falls, up to today, and the one before it. A pure function of
 * the date: the same day gives the same bytes, and a later day of the same period only adds rows. From July 2024 on, that is:
 * before, they would meet the periods of the report. `listed`: what COA lists besides, of the households that are known one by one.
 */
export function liveFiles(today: LocalDate, listed: readonly CsvRow[] = []): readonly DemoFile[] {
  const now = periodOf(today);
  const before = previous(now);
  const municipalities = demoMunicipalities();
  const course = inventCourse(municipalities, dice(`live ${now}`));

  const targets = (p: Period, persons: readonly number[], state: string): readonly CsvRow[] =>
    municipalities.map(({ name }, i) => ({
      period: p,
      municipality: name,
      persons: persons[i] ?? 0,
      announced_on: addDays(startOf(p), -ANNOUNCED_BEFORE_DAYS),
      source: `Circulaire taakstelling ${p} (demo)`,
      state,
      remark: INVENTED,
    }));
  const published = (p: Period, figure: 'opening' | 'closing', values: readonly number[]): readonly CsvRow[] => {
    const on = addDays(figure === 'opening' ? startOf(p) : endOf(p), LETTERS_AFTER_DAYS);
    if (on > today) return [];
    return municipalities.map(({ code }, i) => ({
      period: p,
      scope: code,
      figure,
      value: values[i] ?? 0,
      as_of: figure === 'opening' ? startOf(p) : endOf(p),
      source: 'province',
      published_on: on,
      remark: INVENTED,
    }));
  };
  const rowsIn = (p: Period, persons: readonly number[], ours: boolean): readonly CsvRow[] => {
    const last = addDays(endOf(p), -1);
    const days = workingDays({ from: startOf(p), to: last });
    return municipalities.flatMap(({ name }, i) => {
      const moves = inventMoves(persons[i] ?? 0, days, addDays(last, 6), dice(`live moves ${p} ${name}`));
      return rowsOf(name, moves, p, today, ours);
    });
  };
  const realisations = [
    ...rowsIn(before, course.realisedBefore, false),
    ...rowsIn(now, course.realisedNow, true),
    ...listed,
  ];
  return [
    demoFile('targets', 'live-targets.csv', COLUMNS.targets, [
      ...targets(before, course.taakstellingBefore, 'fixed'),
      ...targets(now, course.taakstellingNow, 'reserved'),
    ]),
    demoFile('published', 'live-published.csv', COLUMNS.published, [
      ...published(before, 'opening', course.openingBefore),
      ...published(before, 'closing', course.closingBefore),
      ...published(now, 'opening', course.closingBefore),
    ]),
    demoFile('realisations', 'live-realisations.csv', COLUMNS.realisations, realisations),
  ];
}
