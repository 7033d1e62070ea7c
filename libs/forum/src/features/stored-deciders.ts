import { storedBy } from '#libs/event-store';
import { obstacleEvent, postEvent } from '../domain/forum.events.js';
import { obstacleDecider } from '../domain/obstacle.decider.js';
import { postDecider } from '../domain/post.decider.js';

/** What is written on the forum happens when it is recorded. */
export const posts = storedBy(postDecider, postEvent, () => null);
export const obstacles = storedBy(obstacleDecider, obstacleEvent, ({ on }) => on);
