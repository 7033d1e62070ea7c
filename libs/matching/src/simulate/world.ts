import { localDate, type Result, ok } from '#libs/kernel';
import { dayOf } from '../compatibility/housing.js';
import { Chance } from '../generate/chance.js';
import { generateDwellings } from '../generate/dwellings.js';
import { generateHouseholds, type Surrounding } from '../generate/households.js';
import { neighbours, towns } from '../generate/towns.js';
import type { Problem } from '../model/problem.js';
import type { StructuredDocument } from '../read/instance.schema.js';
import { readInstance } from '../read/read-instance.js';
import { HALF_YEAR, type SimulationRules } from './simulation-rules.js';

/** All that will come, and when. Policies do not change it: each sees the part that has come. */
export interface World {
  readonly seed: number;
  readonly rules: SimulationRules;
  /** Every household with every dwelling that it fits in, whenever they come; the bands and goals are those of nobody. */
  readonly all: Problem;
  /** H: the day of the permit; below 0 for the backlog. */
  readonly permitOn: Int32Array;
  /** D: the first day that it stands empty. */
  readonly vacantOn: Int32Array;
}

const PROVINCE = 'PV26';
const NEAR_KM = 30;
/** A Monday. */
const FIRST_DAY = localDate('2026-01-05');
/** As the generator of instances has it for a province: tuned to the number of compatible pairs. */
const SCARCITY = { forOne: 34, dearer: 0 };
/** Mean of the sizes that are generated. */
const PERSONS_PER_HOUSEHOLD = 1.875;

/** Each thing is drawn from a chance of its own: more dwellings do not change who arrives. */
const STREAMS = { backlog: 1, arriving: 2, dwellings: 3, days: 4 } as const;
const chanceFor = (seed: number, stream: keyof typeof STREAMS): Chance =>
  new Chance(Math.imul(seed, 0x9e37_79b1) + Math.imul(STREAMS[stream], 0x85eb_ca6b));

/** Invents a half year. The same seed and rules give the same. */
export function inventWorld(seed: number, rules: SimulationRules): Result<World> {
  const province = towns().filter((town) => town.province === PROVINCE);
  const surrounding = { on: FIRST_DAY, towns: province, near: neighbours(province, NEAR_KM) };
  const part = rules.days / HALF_YEAR;
  const backlog = householdsFor(seed, 'backlog', surrounding, rules.backlogPersons);
  const arriving = householdsFor(seed, 'arriving', surrounding, Math.round(rules.arrivingPersons * part));
  const coming = generateDwellings(
    chanceFor(seed, 'dwellings'),
    surrounding,
    Math.round(rules.dwellings * part),
    SCARCITY,
  );
  const days = chanceFor(seed, 'days');
  const drawn = (): number => days.whole(0, rules.days - 1);
  const permits = new Map<string, number>();
  // Those who wait already keep the terms that the generator gave them: a third is past it.
  for (const { id, dueOn } of backlog) permits.set(`b${id}`, daysAfter(dueOn ?? FIRST_DAY) - rules.termDays);
  for (const { id } of arriving) permits.set(`h${id}`, drawn());
  const vacant = new Map(coming.map(({ id }) => [id, drawn()]));
  const read = readInstance({
    version: 1,
    policy: { maxMunicipalities: 3, maxChain: 0, neverWorseOff: true },
    municipalities: province.map(({ code, lat, lon }) => ({ code, lat, lon, acceptance: rules.acceptance })),
    households: [...backlog.map(undated('b')), ...arriving.map(undated('h'))],
    dwellings: coming.map((dwelling) => ({ ...dwelling, from: null, until: null })),
  } satisfies StructuredDocument);
  if (!read.ok) return read;
  return ok({
    seed,
    rules,
    all: read.value,
    permitOn: Int32Array.from(read.value.householdIds, (id) => permits.get(id)!),
    vacantOn: Int32Array.from(read.value.dwellingIds, (id) => vacant.get(id)!),
  });
}

type Invented = ReturnType<typeof generateHouseholds>[number];

const daysAfter = (date: string): number => dayOf(localDate(date)) - dayOf(FIRST_DAY);

/** The simulation keeps the days; whether they fit is left to everything else. */
const undated =
  (prefix: string) =>
  (household: Invented): Invented => ({ ...household, id: `${prefix}${household.id}`, readyOn: null, dueOn: null });

/** As many households as come nearest to so many persons. */
function householdsFor(
  seed: number,
  stream: 'backlog' | 'arriving',
  surrounding: Surrounding,
  persons: number,
): readonly Invented[] {
  const about = Math.round(persons / PERSONS_PER_HOUSEHOLD);
  const tried = [0, 1, -1, 2, -2].map((apart) =>
    generateHouseholds(chanceFor(seed, stream), surrounding, Math.max(0, about + apart)),
  );
  const off = (list: readonly Invented[]): number =>
    Math.abs(list.reduce((sum, one) => sum + one.persons, 0) - persons);
  return tried.reduce((best, one) => (off(one) < off(best) ? one : best));
}
