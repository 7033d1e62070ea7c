import type { Identity } from '#libs/access';
import { z } from 'zod';
import { idField } from '../input-fields.js';

export const solveInput = z.strictObject({ post: idField, answer: idField });
export type SolveInput = z.input<typeof solveInput>;

export type SolvedQuestion = { readonly post: string; readonly answer: string };

/** Says by which answer a question was solved. */
export class SolveQuestion {
  constructor(
    readonly identity: Identity,
    readonly commandId: string,
    readonly input: SolveInput,
  ) {}
}
