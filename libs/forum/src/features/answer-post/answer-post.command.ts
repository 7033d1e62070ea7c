import type { Identity } from '#libs/access';
import { z } from 'zod';
import { idField, textField } from '../input-fields.js';

export const answerInput = z.strictObject({ post: idField, text: textField });
export type AnswerInput = z.input<typeof answerInput>;

export type GivenAnswer = { readonly id: string; readonly post: string };

/** Answers a question, or an experience. */
export class AnswerPost {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: AnswerInput,
  ) {}
}
