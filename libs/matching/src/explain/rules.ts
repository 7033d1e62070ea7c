import { asking, type Asked } from '../model/asking.js';
import { marksOf } from '../model/marks.js';
import type { Band, Problem } from '../model/problem.js';
import { RULES, type Rule } from './explanation.js';

/** One rule that may be made wider; `municipality`: whose band, null for that of all, or where the rule is no band. */
export interface Widening {
  readonly rule: Rule;
  readonly municipality: number | null;
}

/** More than this takes too long to try one after another at the size of a province. */
const MOST_MUNICIPALITIES = 12;

/** The rules that hold back any plan at all, each for all municipalities together. */
export function bindingRules(problem: Problem): readonly Widening[] {
  const municipalities = problem.municipalityCodes.length;
  const binds: Readonly<Record<Rule, boolean>> = {
    'household-band': isFinite(problem.householdBand),
    'persons-band': isFinite(problem.personsBand),
    'ring-size': problem.maxMunicipalities < municipalities,
    'path-size': problem.maxChain < municipalities,
    'never-worse-off': problem.neverWorseOff,
  };
  return RULES.filter((rule) => binds[rule]).map((rule) => ({ rule, municipality: null }));
}

/** The same rule for one municipality at a time: first those that what is asked lies in, then the others, up to a dozen. */
export function eachMunicipality(asks: Problem, { rule }: Widening): readonly Widening[] {
  if (rule !== 'household-band' && rule !== 'persons-band') return [];
  const band = rule === 'household-band' ? asks.householdBand : asks.personsBand;
  const concerned = municipalitiesAsked(asks);
  const limited = [...asks.municipalityCodes.keys()].filter(
    (m) => Number.isFinite(band.low[m]) || Number.isFinite(band.high[m]),
  );
  return [...limited.filter((m) => concerned.has(m)), ...limited.filter((m) => !concerned.has(m))]
    .slice(0, MOST_MUNICIPALITIES)
    .map((municipality) => ({ rule, municipality }));
}

/** Of the households and dwellings of the pairs that are asked for. */
function municipalitiesAsked(asks: Problem): ReadonlySet<number> {
  const found = new Set<number>();
  const asked = marksOf(asks)?.asked;
  asks.householdMunicipality.forEach((municipality, h) => {
    for (let k = asks.firstPair[h]!; k < asks.firstPair[h + 1]!; k++) {
      if (asked?.[k] !== 1) continue;
      found.add(municipality);
      found.add(asks.dwellingMunicipality[asks.pairDwelling[k]!]!);
    }
  });
  return found;
}

const isFinite = ({ low, high }: Band): boolean => low.some(Number.isFinite) || high.some(Number.isFinite);

/**
 * The problem with one rule wider by an amount: a band by so many either way, a size of exchange up to so many municipalities, "never worse
 * off" dropped whatever the amount. Infinity: no limit.
 */
export function widened(problem: Problem, { rule, municipality }: Widening, amount: number): Problem {
  switch (rule) {
    case 'household-band':
      return { ...problem, householdBand: widerBand(problem.householdBand, municipality, amount) };
    case 'persons-band':
      return { ...problem, personsBand: widerBand(problem.personsBand, municipality, amount) };
    case 'ring-size':
      return { ...problem, maxMunicipalities: amount };
    case 'path-size':
      return { ...problem, maxChain: amount };
    case 'never-worse-off':
      return { ...problem, neverWorseOff: false };
  }
}

/**
 * What is solved to see whether a widening allows what is asked. The other goals are left out, as only that one is a matter here; not where they
 * say which local plan the floors of "never worse off" come from.
 */
export function trialOf(problem: Problem, widening: Widening, amount: number, asked: Asked): Problem {
  const wider = widened(problem, widening, amount);
  return asking(wider.neverWorseOff ? wider : { ...wider, goals: [] }, asked);
}

const widerBand = ({ low, high }: Band, municipality: number | null, amount: number): Band => ({
  low: low.map((value, m) => (municipality === null || m === municipality ? value - amount : value)),
  high: high.map((value, m) => (municipality === null || m === municipality ? value + amount : value)),
});

/** Amounts of a widening: the most that is surely not enough, and the least that is as good as no limit. Null: there are none. */
export function amountsOf(
  problem: Problem,
  { rule }: Widening,
): { readonly none: number; readonly most: number } | null {
  const municipalities = problem.municipalityCodes.length;
  switch (rule) {
    case 'household-band':
      return { none: 0, most: problem.householdIds.length };
    case 'persons-band':
      return { none: 0, most: problem.persons.reduce((sum, persons) => sum + persons, 0) };
    case 'ring-size':
      return { none: Math.max(1, problem.maxMunicipalities), most: municipalities };
    case 'path-size':
      return { none: Math.max(1, problem.maxChain), most: municipalities };
    case 'never-worse-off':
      return null;
  }
}
