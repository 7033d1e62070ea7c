import type { Identity } from '#libs/access';
import { inputs, orNull } from '#libs/kernel';
import { z } from 'zod';
import { MOST_NEXT_STEP } from '../../domain/forum.events.js';
import { dayField, idField, textField } from '../input-fields.js';

export const followUpInput = z.strictObject({
  obstacle: idField,
  text: textField,
  /** Takes the place of the one before; null: nothing is to happen. */
  nextStep: orNull(z.strictObject({ text: inputs.note(MOST_NEXT_STEP), term: inputs.date })),
  on: dayField,
});
export type FollowUpInput = z.input<typeof followUpInput>;

/** Records what was done about an obstacle, and what is to happen next. */
export class FollowUpObstacle {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: FollowUpInput,
  ) {}
}
