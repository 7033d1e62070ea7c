import type { Course } from './course.js';
import type { Ran } from './policies.js';
import type { World } from './world.js';

/**
 * What is measured of a half year. The cohort is everyone whose permit and whose last day of the term both fall in it: who is not housed by then counts as
 * such, with the whole term as wait. The backlog is no part of it, for its term began before.
 */
export const MEASURES = [
  /** Percent of the cohort's households, and of its persons, housed within the term. */
  'householdsInTime',
  'personsInTime',
  /** Of everyone, in the half year. */
  'householdsHoused',
  'personsHoused',
  /** Percent of the households of the backlog. */
  'backlogHoused',
  /** Households that wait beyond their term on the last day. */
  'overdueAtEnd',
  /** Days, of the cohort, counted up to the term. */
  'meanWait',
  'medianWait',
  /** Days that a dwelling stood empty, of all dwellings, until the move, the loss or the end. */
  'daysVacant',
  /** Dwellings that went to regular letting. */
  'dwellingsLost',
  /** Households that moved to a municipality they were not coupled to. */
  'moves',
  /** Exchanges. */
  'proposed',
  'carriedOut',
  /** Out less in by exchanges on the last day: of the municipality with most of it, and of all, without signs. */
  'householdsApartMost',
  'householdsApartSum',
  'personsApartMost',
  'personsApartSum',
  /** Percent of the rounds of which not every goal was proven. */
  'roundsUnproven',
] as const;
export type Measure = (typeof MEASURES)[number];
/** Null: it does not apply. */
export type Outcome = Readonly<Record<Measure, number | null>>;

export function outcomeOf({ course, tally }: Ran): Outcome {
  const { world, housedOn, ledger } = course;
  const { all, permitOn, rules } = world;
  const every = permitOn.length;
  const households = Array.from({ length: every }, (_, h) => h);
  const housed = households.filter((h) => housedOn[h]! >= 0);
  const cohort = cohortOf(world);
  const waits = cohort.map((h) => waitOf(course, h));
  const inTime = cohort.filter((h) => isInTime(course, h));
  const backlog = households.filter((h) => permitOn[h]! < 0);
  const persons = (list: readonly number[]): number => list.reduce((sum, h) => sum + all.persons[h]!, 0);
  const lastDay = rules.days - 1;
  const overdue = households.filter((h) => housedOn[h]! < 0 && permitOn[h]! + rules.termDays < lastDay);
  return {
    householdsInTime: percent(inTime.length, cohort.length),
    personsInTime: percent(persons(inTime), persons(cohort)),
    householdsHoused: housed.length,
    personsHoused: persons(housed),
    backlogHoused: percent(backlog.filter((h) => housedOn[h]! >= 0).length, backlog.length),
    overdueAtEnd: overdue.length,
    meanWait: waits.length === 0 ? null : waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    medianWait: medianOf(waits),
    daysVacant: meanVacancy(course),
    dwellingsLost: course.lostOn.filter((day) => day >= 0).length,
    moves: housed.filter((h) => all.householdMunicipality[h] !== all.dwellingMunicipality[course.livesIn[h]!]).length,
    proposed: course.proposed,
    carriedOut: course.carriedOut,
    ...apart(ledger.households, 'householdsApartMost', 'householdsApartSum'),
    ...apart(ledger.persons, 'personsApartMost', 'personsApartSum'),
    roundsUnproven: percent(tally.unproven, tally.rounds),
  };
}

/** Households of which the whole term falls within the days that are simulated, first and last day included. */
export function cohortOf({ permitOn, rules }: World): readonly number[] {
  const cohort: number[] = [];
  permitOn.forEach((on, h) => {
    if (on >= 0 && on + rules.termDays < rules.days) cohort.push(h);
  });
  return cohort;
}

const isInTime = ({ housedOn, world }: Course, h: number): boolean =>
  housedOn[h]! >= 0 && housedOn[h]! - world.permitOn[h]! <= world.rules.termDays;

const waitOf = (course: Course, h: number): number =>
  isInTime(course, h) ? course.housedOn[h]! - course.world.permitOn[h]! : course.world.rules.termDays;

function meanVacancy({ world, housedOn, livesIn, lostOn }: Course): number | null {
  const { vacantOn, rules } = world;
  const until = Int32Array.from(vacantOn, (_, d) => (lostOn[d]! >= 0 ? lostOn[d]! : rules.days));
  livesIn.forEach((d, h) => {
    if (d >= 0) until[d] = housedOn[h]!;
  });
  const days = vacantOn.reduce((sum, on, d) => sum + until[d]! - on, 0);
  return vacantOn.length === 0 ? null : days / vacantOn.length;
}

function apart<M extends Measure, S extends Measure>(balance: Int32Array, most: M, sum: S): Record<M | S, number> {
  const sizes = Array.from(balance, Math.abs);
  return { [most]: Math.max(0, ...sizes), [sum]: sizes.reduce((all, size) => all + size, 0) } as Record<M | S, number>;
}

export const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole);

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}
