import type { JsonValue } from './json.js';

/**
 * Why a command, a row or a question was not accepted. A value, never an exception: callers translate it.
 * `code` is stable and for programs; `message` is Dutch and for people; `path` leads to the field at fault,
 * outermost first (`['input', 'persons']`, `['rows', '3', 'persons']`).
 */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
  readonly details?: Readonly<Record<string, JsonValue>>;
}

export type Result<T, R = Refusal> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusals: readonly R[] };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const refused = <R = Refusal>(...refusals: readonly R[]): Result<never, R> => ({ ok: false, refusals });

export const refusal = (
  code: string,
  message: string,
  path: readonly string[] = [],
  details?: Readonly<Record<string, JsonValue>>,
): Refusal => ({ code, message, path, ...(details === undefined ? {} : { details }) });

/** What a decider answers: the events that happen, or why they may not. */
export type Decision<E> = Result<readonly E[]>;

export const accept = <E>(...events: readonly E[]): Decision<E> => ok(events);
export const refuse = (
  code: string,
  message: string,
  path: readonly string[] = [],
  details?: Readonly<Record<string, JsonValue>>,
): Result<never> => refused(refusal(code, message, path, details));

/**
 * A consistency boundary as pure functions: state is a fold of its events, and a command on a state gives a decision.
 * Synchronous, without clock, ids or I/O; `evolve` never throws.
 */
export interface Decider<S, C, E> {
  readonly initial: S;
  evolve(this: void, state: S, event: E): S;
  decide(this: void, command: C, state: S): Decision<E>;
}

/** The compiler proves that a switch is exhaustive; at run time this marks a bug, not bad input. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
