import {
  accept,
  refusal,
  refuse,
  refused,
  unreachable,
  type Decider,
  type LocalDate,
  type MunicipalityCode,
  type Refusal,
} from '#libs/kernel';
import {
  MOST_FOLLOW_UPS,
  type NextStep,
  type ObstacleEvent,
  type ObstacleOutcome,
  type SupportTeam,
} from './forum.events.js';

export const OBSTACLE_STATES = ['raised', 'referred', 'closed'] as const;
export type ObstacleState = (typeof OBSTACLE_STATES)[number];

/** What keeps a municipality from housing people, and what is done about it. */
export type Obstacle =
  | { readonly status: 'unknown' }
  | {
      readonly status: ObstacleState;
      readonly municipality: MunicipalityCode;
      /** The team that has it, or had it last; null: it was never referred. */
      readonly team: SupportTeam | null;
      readonly followUps: number;
      /** Day of the last thing that happened to it. */
      readonly lastOn: LocalDate;
    };

export type ObstacleCommand =
  | {
      readonly type: 'Raise';
      readonly today: LocalDate;
      readonly raised: Omit<Extract<ObstacleEvent, { type: 'ObstacleRaised' }>, 'type'>;
    }
  | {
      readonly type: 'Refer';
      readonly obstacle: string;
      readonly team: SupportTeam;
      readonly on: LocalDate;
      readonly today: LocalDate;
    }
  | {
      readonly type: 'FollowUp';
      readonly obstacle: string;
      readonly text: string;
      readonly nextStep: NextStep | null;
      readonly on: LocalDate;
      readonly today: LocalDate;
    }
  | {
      readonly type: 'Close';
      readonly obstacle: string;
      readonly outcome: ObstacleOutcome;
      readonly on: LocalDate;
      readonly today: LocalDate;
    };

const OBSTACLE = ['input', 'obstacle'];

const notTomorrow = (on: LocalDate, today: LocalDate): readonly Refusal[] =>
  on > today ? [refusal('DATE_IN_FUTURE', `${on} ligt in de toekomst`, ['input', 'on'])] : [];

/** Told in the order in which it happened: else a step that was entered late would undo the term that was agreed after it. */
function misdated(on: LocalDate, today: LocalDate, lastOn: LocalDate): readonly Refusal[] {
  if (on >= lastOn) return notTomorrow(on, today);
  const message = `de stap daarvoor is van ${lastOn}; deze kan niet eerder zijn`;
  return [refusal('BEFORE_LAST_STEP', message, ['input', 'on'], { lastOn })];
}

/** An obstacle: raised by a municipality, referred to a support team or on to another, followed up, closed. */
export const obstacleDecider: Decider<Obstacle, ObstacleCommand, ObstacleEvent> = {
  initial: { status: 'unknown' },

  evolve(state, event) {
    if (event.type === 'ObstacleRaised') {
      const { municipality, on } = event;
      return { status: 'raised', municipality, team: null, followUps: 0, lastOn: on };
    }
    if (state.status === 'unknown') return state;
    switch (event.type) {
      case 'ObstacleReferred':
        return { ...state, status: 'referred', team: event.team, lastOn: event.on };
      case 'ObstacleFollowedUp':
        return { ...state, followUps: state.followUps + 1, lastOn: event.on };
      case 'ObstacleClosed':
        return { ...state, status: 'closed', lastOn: event.on };
      default:
        return unreachable(event);
    }
  },

  /**
   * Refuses `OBSTACLE_UNKNOWN`, `OBSTACLE_CLOSED`, `ALREADY_REFERRED`, `OBSTACLE_NOT_REFERRED`, `TOO_MANY_FOLLOW_UPS`,
   * `DATE_IN_FUTURE`, `BEFORE_LAST_STEP`, `TERM_BEFORE_FOLLOW_UP`.
   */
  decide(command, state) {
    const { today } = command;
    if (command.type === 'Raise') {
      // The id follows from the command: what is there already is this very obstacle.
      if (state.status !== 'unknown') return accept();
      const faults = notTomorrow(command.raised.on, today);
      return faults.length > 0 ? refused(...faults) : accept({ ...command.raised, type: 'ObstacleRaised' });
    }
    if (state.status === 'unknown') return refuse('OBSTACLE_UNKNOWN', 'dit knelpunt is niet bekend', OBSTACLE);
    if (state.status === 'closed') return refuse('OBSTACLE_CLOSED', 'dit knelpunt is al afgesloten', OBSTACLE);
    const { obstacle, on } = command;
    const { municipality } = state;
    const faults = [...misdated(on, today, state.lastOn)];
    switch (command.type) {
      case 'Refer': {
        const { team } = command;
        if (state.team === team) {
          const message = 'dit knelpunt ligt al bij dit team';
          faults.push(refusal('ALREADY_REFERRED', message, ['input', 'team'], { team }));
        }
        return faults.length > 0
          ? refused(...faults)
          : accept({ type: 'ObstacleReferred', obstacle, municipality, team, on });
      }
      case 'FollowUp': {
        const { text, nextStep } = command;
        if (state.status !== 'referred') {
          return refuse('OBSTACLE_NOT_REFERRED', 'verwijs dit knelpunt eerst naar een team', OBSTACLE);
        }
        if (state.followUps >= MOST_FOLLOW_UPS) {
          const message = `dit knelpunt heeft al ${MOST_FOLLOW_UPS} stappen; sluit het af`;
          return refuse('TOO_MANY_FOLLOW_UPS', message, OBSTACLE, { most: MOST_FOLLOW_UPS });
        }
        if (nextStep !== null && nextStep.term < on) {
          const message = `de termijn (${nextStep.term}) ligt voor de dag van deze stap`;
          faults.push(refusal('TERM_BEFORE_FOLLOW_UP', message, ['input', 'nextStep', 'term']));
        }
        return faults.length > 0
          ? refused(...faults)
          : accept({ type: 'ObstacleFollowedUp', obstacle, municipality, on, text, nextStep });
      }
      case 'Close':
        return faults.length > 0
          ? refused(...faults)
          : accept({ type: 'ObstacleClosed', obstacle, municipality, outcome: command.outcome, on });
      default:
        return unreachable(command);
    }
  },
};
