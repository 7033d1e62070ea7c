import {
  accept,
  dateOf,
  refusal,
  refused,
  startOf,
  startOfDay,
  unreachable,
  type Decider,
  type Instant,
  type LocalDate,
  type Refusal,
} from '#libs/kernel';
import type { AssessmentRecorded } from './assessment.events.js';

/** The assessments of one municipality and period, by the day of approval: a later one takes the place of an earlier. */
export type Assessments = Readonly<Record<LocalDate, AssessmentRecorded>>;

export interface RecordAssessment {
  readonly type: 'RecordAssessment';
  readonly now: Instant;
  /** `knownAt` null: the start of `approvedOn`. */
  readonly assessment: Omit<AssessmentRecorded, 'type' | 'knownAt'> & { readonly knownAt: Instant | null };
}

function faultsOf({ assessment, now }: RecordAssessment): readonly Refusal[] {
  const { approvedOn, knownAt, period } = assessment;
  const faults: Refusal[] = [];
  if (approvedOn > dateOf(now)) {
    faults.push(refusal('DATE_IN_FUTURE', `${approvedOn} ligt in de toekomst`, ['input', 'approvedOn']));
  }
  if (knownAt !== null && knownAt > now) {
    faults.push(refusal('DATE_IN_FUTURE', `${knownAt} ligt in de toekomst`, ['input', 'knownAt']));
  }
  if (approvedOn < startOf(period)) {
    const message = `${period} kan niet zijn beoordeeld voordat die begon`;
    faults.push(refusal('APPROVED_BEFORE_PERIOD', message, ['input', 'approvedOn']));
  }
  return faults;
}

export const assessmentDecider: Decider<Assessments, RecordAssessment, AssessmentRecorded> = {
  initial: {},

  evolve(state, event) {
    switch (event.type) {
      case 'AssessmentRecorded':
        return { ...state, [event.approvedOn]: event };
      default:
        return unreachable(event.type);
    }
  },

  decide(command, state) {
    const faults = faultsOf(command);
    if (faults.length > 0) return refused(...faults);
    const { assessment } = command;
    const recorded = state[assessment.approvedOn];
    if (recorded === undefined) {
      const knownAt = assessment.knownAt ?? startOfDay(assessment.approvedOn);
      return accept({ ...assessment, type: 'AssessmentRecorded', knownAt });
    }
    if (recorded.trede === assessment.trede) return accept();
    const message = `op ${assessment.approvedOn} is al trede ${recorded.trede} vastgesteld; dit zegt trede ${assessment.trede}`;
    return refused(
      refusal('ASSESSMENT_CONFLICT', message, ['input', 'trede'], {
        recorded: recorded.trede,
        offered: assessment.trede,
      }),
    );
  },
};
