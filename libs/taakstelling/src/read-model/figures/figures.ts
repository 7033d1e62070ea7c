import {
  ok,
  previous,
  refuse,
  startOf,
  type Instant,
  type LocalDate,
  type Period,
  type Result,
  type Scope,
} from '#libs/kernel';
import { FIGURES_POLICY } from '../../domain/figures.policy.js';
import type { Administration, TaakstellingState } from '../../domain/taakstelling.events.js';
import { computedBalance, publishedBalance, sumOfBalances, type Balance, type OpeningSource } from './balance.js';
import { bridgeOf, type Closing } from './bridge.js';
import type { FactIndex } from './facts.js';
import { remarksOf, used } from './footnotes.js';
import { forecastOf, type Before, type Forecast } from './forecast.js';
import { koppelBalances, type KoppelBalance } from './koppel-balance.js';
import { personsOf, publishedInForce, targetInForce } from './in-force.js';
import type { Basis, FixedQuestion } from './question.js';
import { addRealised, leadingAdministration, realisedBy } from './realised.js';
import { scheduleOf, type Schedule } from './schedule.js';
import { rulesOf, viewNow, type View } from './view.js';
import { percentage } from './whole-numbers.js';

/** The figures of one scope and period: persons, whole numbers; `null` = unknown or not applicable. Order of fields as in JSON. */
export interface Figures {
  readonly period: Period;
  readonly scope: Scope;
  readonly basis: Basis;
  readonly asOf: LocalDate;
  readonly knownAt: Instant | null;
  /** The log position that the answer rests on: with it, the same question gets the same answer for ever. */
  readonly position: number;
  readonly taakstelling: number | null;
  /** Positive = voorsprong. */
  readonly opening: number;
  readonly openingSource: OpeningSource;
  /** taakstelling − opening. */
  readonly totalTask: number | null;
  readonly realised: number | null;
  /** totalTask − realised; negative when ahead. */
  readonly remaining: number | null;
  readonly percentOfTaakstelling: number | null;
  readonly percentOfTotalTask: number | null;
  readonly closing: Closing;
  readonly schedule: Schedule;
  readonly koppelBalance: readonly KoppelBalance[];
  readonly forecast: Forecast;
  /** Versions of the policies that were applied. */
  readonly policy: { readonly figures: string };
  /** Whose rows were counted; null on the published basis. */
  readonly administration: Administration | 'mixed' | null;
  readonly stateOfTaakstelling: TaakstellingState | 'mixed' | null;
  /** Footnotes of all that was used ("verzonnen verdeling"), each once; those of single rows by `remarksOf`. */
  readonly remarks: readonly string[];
}

/** Computed where a municipality of the scope has a taakstelling in the period, else published. */
function defaultBasis(view: View, question: FixedQuestion): Basis {
  const has = question.municipalities.some(
    (m) => personsOf(targetInForce(view.facts, m, question.period, question.asOf, view.knownAt)) !== null,
  );
  return has ? 'computed' : 'published';
}

function balanceIn(view: View, question: FixedQuestion, basis: Basis, period: Period, asOf: LocalDate): Balance | null {
  if (basis === 'published') return publishedBalance(view, question.scope, period, asOf);
  if (view.policy(period) === null) return null;
  const parts = question.municipalities.flatMap((m) => computedBalance(view, m, period, asOf) ?? []);
  return question.municipalities.length === 1 && parts[0] !== undefined ? parts[0] : sumOfBalances(parts);
}

/** Without a policy for the period before, nothing says what counted then. */
function realisedBefore(view: View, question: FixedQuestion, basis: Basis): Before {
  const period = previous(question.period);
  const rules = rulesOf(view, period);
  if (rules === null) return { period, realised: null, detail: null };
  if (basis === 'published') {
    const row = { scope: question.scope, period, figure: 'realised' } as const;
    const published = used(
      view.footnotes,
      publishedInForce(view.facts, rules, row, startOf(question.period), view.knownAt),
    );
    return { period, realised: published?.value ?? null, detail: null };
  }
  const detail = addRealised(question.municipalities.map((m) => realisedBy(view, rules, m, period)));
  return { period, realised: detail.persons, detail };
}

const minus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

/**
 * The figures of a scope in a period, from facts alone: no clock, no I/O, whole numbers throughout.
 * Refuses with `POLICY_UNKNOWN` where no figures policy was known for the period: without one nothing says what counts.
 */
export function computeFigures(facts: FactIndex, question: FixedQuestion): Result<Figures> {
  const { scope, period, asOf } = question;
  const view = viewNow(facts, question.knownAt, question.administration);
  const policy = view.policy(period);
  const basis = question.basis ?? defaultBasis(view, question);
  const balance = policy === null ? null : balanceIn(view, question, basis, period, asOf);
  if (policy === null || balance === null) {
    return refuse(
      'POLICY_UNKNOWN',
      `voor de periode ${period} is geen cijferbeleid (“${FIGURES_POLICY}”) bekend`,
      ['period'],
      { period, knownAt: question.knownAt, position: question.position },
    );
  }
  const { taakstelling, opening, realised } = balance;
  const totalTask = taakstelling === null ? null : taakstelling - opening;
  const administrations = new Set(question.municipalities.map((m) => leadingAdministration(policy.content, m)));
  return ok({
    period,
    scope,
    basis,
    asOf,
    knownAt: question.knownAt,
    position: question.position,
    taakstelling,
    opening,
    openingSource: balance.openingSource,
    totalTask,
    realised,
    remaining: minus(totalTask, realised),
    percentOfTaakstelling: realised === null || taakstelling === null ? null : percentage(realised, taakstelling),
    percentOfTotalTask: realised === null || totalTask === null ? null : percentage(realised, totalTask),
    closing: bridgeOf(
      view,
      question,
      balance.closing,
      (then) => balanceIn(then, question, basis, period, asOf)?.closing ?? null,
    ),
    schedule: scheduleOf(policy.content, period, asOf, { total: totalTask, realised }),
    koppelBalance: koppelBalances(view, question),
    forecast: forecastOf({ period, asOf, balance }, realisedBefore(view, question, basis), question.rowsVisible),
    policy: { figures: policy.version },
    administration:
      basis === 'published'
        ? null
        : (question.administration ??
          (administrations.size > 1
            ? 'mixed'
            : ([...administrations][0] ?? policy.content.leadingAdministration.default))),
    stateOfTaakstelling: balance.state,
    // Last: footnotes are complete when every number has been taken.
    remarks: remarksOf(view.footnotes, question.rowsVisible),
  });
}
