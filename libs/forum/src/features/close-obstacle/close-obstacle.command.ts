import type { Identity } from '#libs/access';
import { z } from 'zod';
import { OBSTACLE_OUTCOMES } from '../../domain/forum.events.js';
import { dayField, idField } from '../input-fields.js';

export const closeInput = z.strictObject({ obstacle: idField, outcome: z.enum(OBSTACLE_OUTCOMES), on: dayField });
export type CloseInput = z.input<typeof closeInput>;

/** Records how an obstacle ended. */
export class CloseObstacle {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: CloseInput,
  ) {}
}
