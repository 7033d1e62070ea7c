import { AnswerPostHandler } from './answer-post/answer-post.handler.js';
import { CloseObstacleHandler } from './close-obstacle/close-obstacle.handler.js';
import { FollowUpObstacleHandler } from './follow-up-obstacle/follow-up-obstacle.handler.js';
import { ListObstaclesHandler } from './list-obstacles/list-obstacles.handler.js';
import { ListPostsHandler } from './list-posts/list-posts.handler.js';
import { ObstacleAccess } from './obstacle-access.js';
import { PlacePostHandler } from './place-post/place-post.handler.js';
import { RaiseObstacleHandler } from './raise-obstacle/raise-obstacle.handler.js';
import { ReferObstacleHandler } from './refer-obstacle/refer-obstacle.handler.js';
import { SeenUpTo } from './seen-up-to.js';
import { ShowObstacleHandler } from './show-obstacle/show-obstacle.handler.js';
import { ShowPostHandler } from './show-post/show-post.handler.js';
import { SolveQuestionHandler } from './solve-question/solve-question.handler.js';
import { WithdrawPostHandler } from './withdraw-post/withdraw-post.handler.js';

export * from './answer-post/answer-post.command.js';
export * from './close-obstacle/close-obstacle.command.js';
export * from './follow-up-obstacle/follow-up-obstacle.command.js';
export * from './list-obstacles/list-obstacles.query.js';
export * from './list-posts/list-posts.query.js';
export * from './obstacle-now.js';
export * from './place-post/place-post.command.js';
export * from './raise-obstacle/raise-obstacle.command.js';
export * from './refer-obstacle/refer-obstacle.command.js';
export * from './show-obstacle/show-obstacle.query.js';
export * from './show-post/show-post.query.js';
export * from './solve-question/solve-question.command.js';
export * from './withdraw-post/withdraw-post.command.js';

/** Providers of the write side. */
export const commandHandlers = [
  ObstacleAccess,
  PlacePostHandler,
  AnswerPostHandler,
  WithdrawPostHandler,
  SolveQuestionHandler,
  RaiseObstacleHandler,
  ReferObstacleHandler,
  FollowUpObstacleHandler,
  CloseObstacleHandler,
];

/** Providers of the questions. */
export const queryHandlers = [SeenUpTo, ListPostsHandler, ShowPostHandler, ListObstaclesHandler, ShowObstacleHandler];
