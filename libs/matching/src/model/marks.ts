/** P each, 0 or 1: what a placement counts for the hidden goals. */
export interface Marks {
  readonly asked: Int32Array;
  readonly kept: Int32Array;
}

/**
 * Beside the problem and not in it, for the floors of "never worse off" must stay those of the round: they come from the problem without
 * exchanges, which is a copy, and a copy asks for nothing.
 */
const marks = new WeakMap<object, Marks>();

export const mark = (problem: object, own: Marks): void => void marks.set(problem, own);

/** Null where nothing was asked. */
export const marksOf = (problem: object): Marks | null => marks.get(problem) ?? null;
