import { AnswerPostResolver } from './answer-post/answer-post.resolver.js';
import { CloseObstacleResolver } from './close-obstacle/close-obstacle.resolver.js';
import { FollowUpObstacleResolver } from './follow-up-obstacle/follow-up-obstacle.resolver.js';
import { ListObstaclesResolver } from './list-obstacles/list-obstacles.resolver.js';
import { ListPostsResolver } from './list-posts/list-posts.resolver.js';
import { PlacePostResolver } from './place-post/place-post.resolver.js';
import { RaiseObstacleResolver } from './raise-obstacle/raise-obstacle.resolver.js';
import { ReferObstacleResolver } from './refer-obstacle/refer-obstacle.resolver.js';
import { ShowObstacleResolver } from './show-obstacle/show-obstacle.resolver.js';
import { ShowPostResolver } from './show-post/show-post.resolver.js';
import { SolveQuestionResolver } from './solve-question/solve-question.resolver.js';
import { WithdrawPostResolver } from './withdraw-post/withdraw-post.resolver.js';

/** Providers of the mutations and queries. */
export const forumResolvers = [
  PlacePostResolver,
  AnswerPostResolver,
  WithdrawPostResolver,
  SolveQuestionResolver,
  RaiseObstacleResolver,
  ReferObstacleResolver,
  FollowUpObstacleResolver,
  CloseObstacleResolver,
  ListPostsResolver,
  ShowPostResolver,
  ListObstaclesResolver,
  ShowObstacleResolver,
];
