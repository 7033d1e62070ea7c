import { addDays, type LocalDate, type MunicipalityCode, type Period } from '#libs/kernel';
import { computedBalance } from './balance.js';
import type { KoppelFact } from './facts.js';
import type { FixedQuestion } from './question.js';
import { realisedFrom } from './realised.js';
import { rulesOf, type View } from './view.js';

/**
 * Koppel balance ("koppelsaldo") on a reference date: persons realised and in open koppelingen, minus the total task. On 1 April and
 * 1 October enough koppelingen must exist; too few is an excuse [practice, COA]. An exchange never makes an excuse, so it is told without them too.
 */
export interface KoppelBalance {
  readonly on: LocalDate;
  /** Null: the day has not come, there is no taakstelling, or no koppeling is known here. */
  readonly persons: number | null;
  /** As if every household had stayed with the municipality that COA coupled it to. */
  readonly personsWithoutExchanges: number | null;
}

/** The reference date of a period: 1 April or 1 October. */
export const koppelDate = (period: Period): LocalDate =>
  `${period.slice(0, 4)}-${period.endsWith('1') ? '04' : '10'}-01` as LocalDate;

const UNKNOWN = { persons: null, personsWithoutExchanges: null } as const;

function balanceOf(
  view: View,
  municipality: MunicipalityCode,
  period: Period,
  fact: KoppelFact,
): Omit<KoppelBalance, 'on'> {
  const rules = rulesOf(view, period);
  // What was decided on the day itself still counts: as a reference date, the first day that no longer does is the next.
  const asOf = addDays(koppelDate(period), 1);
  const balance = computedBalance(view, municipality, period, asOf);
  if (rules === null || balance === null || balance.taakstelling === null) return UNKNOWN;
  const totalTask = balance.taakstelling - balance.opening;
  const realised = realisedFrom(view, rules, municipality, fact.counted);
  return {
    persons: realised + fact.open - totalTask,
    personsWithoutExchanges: realised + fact.openWithoutExchanges - totalTask,
  };
}

/** Of a scope: the sum of the municipalities of which it is known. From the ledger only; nobody publishes it. */
export function koppelBalances(view: View, question: FixedQuestion): readonly KoppelBalance[] {
  const { period, asOf, municipalities } = question;
  const on = koppelDate(period);
  if (asOf <= on) return [{ on, ...UNKNOWN }];
  const parts = municipalities.flatMap((municipality) => {
    const fact = view.facts.koppel(municipality);
    return fact === null ? [] : [balanceOf(view, municipality, period, fact)];
  });
  const known = parts.filter((part) => part.persons !== null);
  const sum = (of: keyof typeof UNKNOWN): number | null =>
    known.length === 0 ? null : known.reduce((total, part) => total + (part[of] ?? 0), 0);
  return [{ on, persons: sum('persons'), personsWithoutExchanges: sum('personsWithoutExchanges') }];
}
