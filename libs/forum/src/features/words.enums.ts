import { enumOf } from '#libs/graphql';
import { registerEnumType } from '@nestjs/graphql';
import {
  AUDIENCES,
  OBSTACLE_KINDS,
  OBSTACLE_OUTCOMES,
  POST_KINDS,
  SUPPORT_TEAMS,
  WITHDRAWALS,
} from '../domain/forum.events.js';
import { OBSTACLE_STATES } from '../domain/obstacle.decider.js';

export const PostKindEnum = enumOf(POST_KINDS);
export const AudienceEnum = enumOf(AUDIENCES);
export const WithdrawalEnum = enumOf(WITHDRAWALS);
export const ObstacleKindEnum = enumOf(OBSTACLE_KINDS);
export const ObstacleStateEnum = enumOf(OBSTACLE_STATES);
export const ObstacleOutcomeEnum = enumOf(OBSTACLE_OUTCOMES);
export const SupportTeamEnum = enumOf(SUPPORT_TEAMS);

registerEnumType(PostKindEnum, { name: 'ForumPostKind', description: 'A question, or an experience.' });
registerEnumType(AudienceEnum, {
  name: 'ForumAudience',
  description: 'Who may read it: those of the platform only, or supervisors as well.',
});
registerEnumType(WithdrawalEnum, { name: 'ForumWithdrawal', description: 'Why something is no longer shown.' });
registerEnumType(ObstacleKindEnum, { name: 'ObstacleKind', description: 'What stands in the way.' });
registerEnumType(ObstacleStateEnum, { name: 'ObstacleState', description: 'How far an obstacle has come.' });
registerEnumType(ObstacleOutcomeEnum, { name: 'ObstacleOutcome', description: 'How an obstacle ended.' });
registerEnumType(SupportTeamEnum, { name: 'SupportTeam', description: 'Who helps to take an obstacle away.' });
