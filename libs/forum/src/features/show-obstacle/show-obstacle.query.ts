import type { Identity } from '#libs/access';
import type { ShownFollowUp, ShownObstacle } from '../../read-model/obstacles.reader.js';

export interface ShownDossier {
  readonly position: number;
  readonly obstacle: ShownObstacle;
  /** Oldest first. */
  readonly followUps: readonly ShownFollowUp[];
}

/** An obstacle with what was done about it. */
export class ShowObstacle {
  constructor(
    readonly identity: Identity,
    readonly id: string,
    readonly atLeast: number | null,
  ) {}
}
