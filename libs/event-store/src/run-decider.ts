import { ok, type JsonValue, type Result } from '#libs/kernel';
import type { EventStore } from './event-store.js';
import { runCommand, type Commanded } from './run-command.js';
import type { StoredDecider } from './stored-decider.js';

export interface OneStream<S, C, E, T extends JsonValue> {
  readonly actor: string;
  readonly commandId: string;
  /** What the caller asked, as it was read. */
  readonly content: JsonValue;
  readonly stream: string;
  /** The version that the caller had seen; null: whatever is there. */
  readonly expectedVersion: number | null;
  /** The stream is most likely new: see `CommandSpec`. */
  readonly likelyNew?: boolean;
  readonly stored: StoredDecider<S, C, E>;
  readonly command: C;
  /** The answer, from the state that the command leads to. */
  answer(this: void, state: S): T;
}

/** Load one stream, decide, append: what most handlers do after they asked for leave. */
export function runDecider<S, C, E, T extends JsonValue>(
  store: EventStore,
  {
    actor,
    commandId,
    content,
    stream,
    expectedVersion,
    likelyNew = false,
    stored,
    command,
    answer,
  }: OneStream<S, C, E, T>,
): Promise<Result<Commanded<T>>> {
  const { decider } = stored;
  return runCommand<T>(store, {
    command: { id: commandId, content },
    meta: { actor },
    streams: [stream],
    likelyNew,
    ...(expectedVersion === null ? {} : { expectedVersion }),
    decide: (history) => {
      const state = stored.fold(history);
      const decision = decider.decide(command, state);
      if (!decision.ok) return decision;
      const append =
        decision.value.length === 0 ? [] : [{ stream, events: decision.value.map((event) => stored.write(event)) }];
      return ok({ append, result: answer(decision.value.reduce(decider.evolve, state)) });
    },
  });
}
