import type { Identity } from '#libs/access';
import { z } from 'zod';
import { SUPPORT_TEAMS } from '../../domain/forum.events.js';
import { dayField, idField } from '../input-fields.js';

export const referInput = z.strictObject({ obstacle: idField, team: z.enum(SUPPORT_TEAMS), on: dayField });
export type ReferInput = z.input<typeof referInput>;

/** Passes an obstacle on to a support team, or from one to another. */
export class ReferObstacle {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: ReferInput,
  ) {}
}
