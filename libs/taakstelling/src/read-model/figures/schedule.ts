import { MONTHS_IN_PERIOD, type LocalDate, type Period } from '#libs/kernel';
import type { FiguresPolicy } from '../../domain/figures.policy.js';
import { elapsed, type Elapsed } from './calendar.js';
import { divideUp } from './whole-numbers.js';

type ScheduleStatus = 'ahead' | 'on-schedule' | 'slightly-behind' | 'behind';

export interface Schedule {
  /** Part of the total task that should have been realised: completed months / 6, or days gone / days (policy). */
  readonly expectedShare: number;
  /** Null without a total task or without known realisation. */
  readonly status: ScheduleStatus | null;
  /** Persons a month, rounded up, over the months not yet completed; 0 when nothing remains, null at the end of the period. */
  readonly paceNeededPerMonth: number | null;
}

interface Share {
  readonly gone: number;
  readonly of: number;
}

const shareGone = (rules: FiguresPolicy, gone: Elapsed): Share =>
  rules.schedule.unit === 'days' ? { gone: gone.days, of: gone.ofDays } : { gone: gone.months, of: MONTHS_IN_PERIOD };

/** Compares whole numbers only (everything × 100 × parts of the period), so that a threshold is met exactly or not at all. */
function statusOf(rules: FiguresPolicy, share: Share, totalTask: number, realised: number): ScheduleStatus {
  const expected = share.gone * totalTask;
  const reached = share.of * realised;
  if (totalTask <= 0 || reached > expected) return 'ahead';
  if (100 * reached >= rules.schedule.onScheduleFrom * expected) return 'on-schedule';
  return 100 * reached >= rules.schedule.slightlyBehindFrom * expected ? 'slightly-behind' : 'behind';
}

/** What is left per month not yet completed, in whole persons, rounded up. */
function paceNeeded(gone: Elapsed, remaining: number): number | null {
  const monthsLeft = MONTHS_IN_PERIOD - gone.months;
  if (monthsLeft <= 0) return null;
  return remaining <= 0 ? 0 : divideUp(remaining, monthsLeft);
}

/** How realisation stands against an even pace through the period [practice: Land in Beeld; thresholds are policy]. */
export function scheduleOf(
  rules: FiguresPolicy,
  period: Period,
  asOf: LocalDate,
  task: { readonly total: number | null; readonly realised: number | null },
): Schedule {
  const gone = elapsed(period, asOf);
  const share = shareGone(rules, gone);
  const known = task.total !== null && task.realised !== null;
  return {
    expectedShare: share.gone / share.of,
    status: known ? statusOf(rules, share, task.total, task.realised) : null,
    paceNeededPerMonth: known ? paceNeeded(gone, task.total - task.realised) : null,
  };
}
