import type { Obstacle, ObstacleState } from '../domain/obstacle.decider.js';

/** The answer to a command on an obstacle: how far it is now. */
export type ObstacleNow = { readonly id: string; readonly state: ObstacleState };

export function obstacleNow(id: string, { status }: Obstacle): ObstacleNow {
  if (status === 'unknown') throw new Error(`${id} was decided on and is not there`);
  return { id, state: status };
}
