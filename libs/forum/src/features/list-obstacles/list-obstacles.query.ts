import type { Identity } from '#libs/access';
import type { MunicipalityCode } from '#libs/kernel';
import type { ObstacleState } from '../../domain/obstacle.decider.js';
import type { ListedObstacle } from '../../read-model/obstacles.reader.js';

export interface ObstaclesQuestion {
  readonly municipality: MunicipalityCode | null;
  readonly state: ObstacleState | null;
  readonly first: number;
  readonly after: number | null;
  /** Position that the answer must reflect. */
  readonly atLeast: number | null;
}

export interface ObstaclesPage {
  readonly position: number;
  readonly rows: readonly ListedObstacle[];
  readonly hasNext: boolean;
}

/** The obstacles that the person may see, raised last first. */
export class ListObstacles {
  constructor(
    readonly identity: Identity,
    readonly question: ObstaclesQuestion,
  ) {}
}
