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

/**
 * The assessments of one municipality and period, by the day of approval: a later day takes the place of an earlier. Those
 * of one day agree in their trede, and may differ in the reason that is given for it.
 */
export type Assessments = Readonly<Record<LocalDate, readonly AssessmentRecorded[]>>;

export interface RecordAssessment {
  readonly type: 'RecordAssessment';
  readonly now: Instant;
  /** `knownAt` null: the start of `approvedOn`; of another reason for what was approved that day, now. */
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

/** A reason or a moment that is left out says nothing new; a remark is a footnote of ours. */
const isSaidBefore = ({ reason, knownAt }: RecordAssessment['assessment'], recorded: AssessmentRecorded): boolean =>
  (reason ?? recorded.reason) === recorded.reason && (knownAt ?? recorded.knownAt) === recorded.knownAt;

export const assessmentDecider: Decider<Assessments, RecordAssessment, AssessmentRecorded> = {
  initial: {},

  evolve(state, event) {
    switch (event.type) {
      case 'AssessmentRecorded':
        return { ...state, [event.approvedOn]: [...(state[event.approvedOn] ?? []), event] };
      default:
        return unreachable(event.type);
    }
  },

  decide(command, state) {
    const faults = faultsOf(command);
    if (faults.length > 0) return refused(...faults);
    const { assessment, now } = command;
    const { approvedOn, trede } = assessment;
    const sameDay = state[approvedOn] ?? [];
    const [first] = sameDay;
    if (first === undefined) {
      const knownAt = assessment.knownAt ?? startOfDay(approvedOn);
      return accept({ ...assessment, type: 'AssessmentRecorded', knownAt });
    }
    if (first.trede !== trede) {
      const message = `op ${approvedOn} is al trede ${first.trede} vastgesteld; dit zegt trede ${trede}`;
      const details = { recorded: first.trede, offered: trede };
      return refused(refusal('ASSESSMENT_CONFLICT', message, ['input', 'trede'], details));
    }
    if (sameDay.some((recorded) => isSaidBefore(assessment, recorded))) return accept();
    return accept({ ...assessment, type: 'AssessmentRecorded', knownAt: assessment.knownAt ?? now });
  },
};
