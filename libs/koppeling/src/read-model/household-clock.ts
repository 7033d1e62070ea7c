import { addDays, daysBetween, type LocalDate } from '#libs/kernel';
import type { KoppelingPolicy } from '../domain/koppeling.policy.js';
import type { HouseholdRow } from './household-row.js';
import { termsOn, type Terms } from './household-terms.js';

export type HouseholdStepName = keyof KoppelingPolicy['steps'];

/** A step on the way from the permit to the move, as a deadline. */
export interface HouseholdStep {
  readonly step: HouseholdStepName;
  readonly dueOn: LocalDate;
  /** Null: not done, or not known when. */
  readonly doneOn: LocalDate | null;
}

/**
 * The clock of the permit on a day. No recoupling restarts it; the days by which a household was late when it came are told apart
 * from those since, which alone are this municipality's [domain.md §3].
 */
export interface HouseholdClock {
  readonly asOf: LocalDate;
  readonly dueOn: LocalDate;
  /** Days until it is due, 0 on the day itself; null: it is late, or the clock stopped. */
  readonly daysLeft: number | null;
  /** Days after the day on which it was due; `daysLateTakenOver` + `daysLateHere`. */
  readonly daysLate: number;
  readonly daysLateTakenOver: number;
  readonly daysLateHere: number;
  /** Housed, or no longer to be housed: lateness grows no more. */
  readonly stoppedOn: LocalDate | null;
  readonly steps: readonly HouseholdStep[];
  /** Version of the policy. */
  readonly policy: string;
}

/** Null where no policy holds on the day of the permit. */
export function clockOf(row: HouseholdRow, terms: readonly Terms[], asOf: LocalDate): HouseholdClock | null {
  const { permitOn, dueOn, stoppedOn, daysLateHere } = row;
  const term = termsOn(terms, permitOn);
  if (term === null || dueOn === null) return null;
  const stopped = stoppedOn !== null && stoppedOn <= asOf;
  const over = daysBetween(dueOn, stopped ? stoppedOn : asOf);
  const daysLate = Math.max(0, over);
  return {
    asOf,
    dueOn,
    daysLeft: stopped || over > 0 ? null : 0 - over,
    daysLate,
    daysLateTakenOver: daysLate - daysLateHere,
    daysLateHere,
    stoppedOn,
    steps: stepsOf(row, term),
    policy: term.version,
  };
}

function stepsOf({ permitOn, firstCoupledOn, housedOn, stayReadyOn }: HouseholdRow, { steps }: Terms): HouseholdStep[] {
  const koppeling = addDays(permitOn, steps.koppeling);
  const dwelling = addDays(koppeling, steps.dwelling);
  return [
    { step: 'koppeling', dueOn: koppeling, doneOn: firstCoupledOn },
    { step: 'dwelling', dueOn: dwelling, doneOn: stayReadyOn ?? housedOn },
    { step: 'move', dueOn: addDays(dwelling, steps.move), doneOn: housedOn },
  ];
}
