import { localDate, type LocalDate, type MunicipalityCode } from '#libs/kernel';

/** Households and the persons in them. */
export interface Counted {
  readonly households: number;
  readonly persons: number;
}

/** What a municipality gave and received in a year, by the day of settlement or repair. */
export interface YearOfBalance {
  readonly year: number;
  readonly given: Counted;
  readonly received: Counted;
}

/** A balance fades by policy, and in sight: one line a year, that nobody has to look for. */
export interface Decay extends Counted {
  /** 1 January. */
  readonly on: LocalDate;
  readonly percent: number;
  /** Version of the policy. */
  readonly policy: string;
}

/** How far given and received may lie apart, either way; null: no limit. */
export interface Tolerance {
  readonly households: number | null;
  readonly persons: number | null;
  /** Version of the policy. */
  readonly policy: string;
}

/** Binds the matcher, and no person [domain.md §4]: people are shown it. */
export const isWithin = ({ households, persons }: Counted, tolerance: Tolerance): boolean =>
  (tolerance.households === null || Math.abs(households) <= tolerance.households) &&
  (tolerance.persons === null || Math.abs(persons) <= tolerance.persons);

/** The exchange balance of one municipality. Positive: it gave more than it received. */
export interface MunicipalityBalance {
  readonly municipality: MunicipalityCode;
  readonly given: Counted;
  readonly received: Counted;
  /** given − received. */
  readonly net: Counted;
  readonly decay: readonly Decay[];
  /** net and all decay. */
  readonly balance: Counted;
}

/** The percentage of a balance that fades on a day, and by which policy; null: no policy holds. */
export type DecayOn = (day: LocalDate) => { readonly percent: number; readonly policy: string } | null;

export const NOTHING: Counted = { households: 0, persons: 0 };
export const plus = (a: Counted, b: Counted): Counted => ({
  households: a.households + b.households,
  persons: a.persons + b.persons,
});
export const minus = (a: Counted, b: Counted): Counted => ({
  households: a.households - b.households,
  persons: a.persons - b.persons,
});
export const sumOf = (all: readonly Counted[]): Counted => all.reduce(plus, NOTHING);

/** Towards zero, so that what is left of a debt is never rounded away. */
const faded = (amount: number, percent: number): number => 0 - Math.trunc((amount * percent) / 100);

/**
 * The balance on a day [domain.md §4]. Each 1 January after the first entry, up to and including the day itself, a percentage
 * fades of what then stands, fades of earlier years included.
 */
export function balanceOn(
  municipality: MunicipalityCode,
  years: readonly YearOfBalance[],
  decayOn: DecayOn,
  asOf: LocalDate,
): MunicipalityBalance {
  const inOrder = [...years].sort((a, b) => a.year - b.year);
  const given = sumOf(inOrder.map((one) => one.given));
  const received = sumOf(inOrder.map((one) => one.received));
  const decay: Decay[] = [];
  let standing = NOTHING;
  const last = Number(asOf.slice(0, 4));
  for (let year = inOrder[0]?.year ?? last; year < last; year++) {
    const inYear = inOrder.filter((one) => one.year === year);
    standing = inYear.reduce((sum, one) => plus(sum, minus(one.given, one.received)), standing);
    const on = localDate(`${year + 1}-01-01`);
    const rule = decayOn(on);
    if (rule === null || rule.percent === 0) continue;
    const line = {
      households: faded(standing.households, rule.percent),
      persons: faded(standing.persons, rule.percent),
    };
    if (line.households === 0 && line.persons === 0) continue;
    decay.push({ on, percent: rule.percent, policy: rule.policy, ...line });
    standing = plus(standing, line);
  }
  const net = minus(given, received);
  return { municipality, given, received, net, decay, balance: plus(net, sumOf(decay)) };
}
