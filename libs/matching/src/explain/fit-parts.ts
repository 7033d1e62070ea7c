import { kilometresBetween, pointOf } from '../compatibility/distance.js';
import type { StructuredInstance } from '../read/instance.schema.js';
import type { Profiles } from './explainable.js';
import { FIT_PARTS, type FitPart } from './explanation.js';

type Household = StructuredInstance['households'][number];
type Dwelling = StructuredInstance['dwellings'][number];

const DAY = 86_400_000;

/** The parts of the fit of a household and a dwelling that are compatible, from their profiles (compatibility/fit.ts says how they add up). */
export function fitParts({ instance, policy }: Profiles, household: Household, dwelling: Dwelling): FitPart[] {
  const spare = Math.max(1, dwelling.bedrooms) - household.bedrooms;
  const times: Readonly<Record<FitPart['part'], number>> = {
    rightSize: spare === 0 ? 1 : 0,
    spareBedroom: spare,
    rentSlack: hasSlack(household.maxRent, dwelling.rent, policy.rentSlackPercent) ? 1 : 0,
    softTie: tiesKept(instance, household, dwelling),
    soonLost: isSoonLost(instance, dwelling, policy.soonLostDays) ? 1 : 0,
    crossing: household.municipality === dwelling.municipality ? 0 : 1,
  };
  return FIT_PARTS.filter((part) => times[part] !== 0).map((part) => ({
    part,
    times: times[part],
    points: times[part] * policy.points[part],
  }));
}

const hasSlack = (maxRent: number | null, rent: number | null, percent: number): boolean =>
  maxRent !== null && rent !== null && 100 * rent <= maxRent * (100 - percent);

function tiesKept({ municipalities }: StructuredInstance, { ties }: Household, { municipality }: Dwelling): number {
  const centre = pointOf(municipalities.find(({ code }) => code === municipality)!);
  return ties.filter((tie) => !tie.hard && kilometresBetween(pointOf(tie), centre) <= tie.maxKm).length;
}

function isSoonLost({ on, households }: StructuredInstance, { until }: Dwelling, days: number): boolean {
  const ready = households.flatMap(({ readyOn }) => readyOn ?? []).sort();
  const round = on ?? ready.at(-1) ?? null;
  return until !== null && round !== null && (Date.parse(until) - Date.parse(round)) / DAY <= days;
}
