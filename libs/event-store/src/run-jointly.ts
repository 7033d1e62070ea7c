import { ok, type JsonValue, type Result } from '#libs/kernel';
import type { EventStore, NewEvent, RecordedEvent, StreamId } from './event-store.js';
import { runCommand, type CommandSpec, type Commanded } from './run-command.js';
import type { StoredDecider } from './stored-decider.js';

/** The streams of one command, each decided by a decider of its own, all stored in one commit or none. */
export interface Sitting {
  /** Folded from what stands in the log and what was decided in this sitting so far. */
  state<S, C, E>(stored: StoredDecider<S, C, E>, stream: StreamId): S;
  /** Decides on one stream; its events are stored when the whole sitting is accepted. The state after it, or why not. */
  decide<S, C, E>(stored: StoredDecider<S, C, E>, stream: StreamId, command: C): Result<S>;
}

export interface JointCommand<T extends JsonValue> extends Pick<CommandSpec<T>, 'meta' | 'likelyNew'> {
  readonly commandId: string;
  /** What the caller asked, as it was read; of sealed text its fingerprint. */
  readonly content: JsonValue;
  /** All streams that are read or written. None of them may move on before the append. */
  readonly streams: readonly StreamId[];
  /** Pure: may be asked again when somebody was quicker. */
  decide(this: void, sitting: Sitting): Result<T>;
}

class OneSitting implements Sitting {
  readonly #history = new Map<StreamId, RecordedEvent[]>();
  readonly #states = new Map<StreamId, unknown>();
  readonly append: { readonly stream: StreamId; readonly events: NewEvent[] }[] = [];

  constructor(
    history: readonly RecordedEvent[],
    private readonly streams: ReadonlySet<StreamId>,
  ) {
    for (const event of history) {
      const of = this.#history.get(event.stream);
      if (of === undefined) this.#history.set(event.stream, [event]);
      else of.push(event);
    }
  }

  state<S, C, E>({ fold }: StoredDecider<S, C, E>, stream: StreamId): S {
    // A stream that was not read has no version to append on: two writers would both win.
    if (!this.streams.has(stream)) throw new RangeError(`stream ${stream} was not asked for`);
    if (!this.#states.has(stream)) {
      this.#states.set(stream, fold(this.#history.get(stream) ?? []));
    }
    return this.#states.get(stream) as S;
  }

  decide<S, C, E>(stored: StoredDecider<S, C, E>, stream: StreamId, command: C): Result<S> {
    const before = this.state(stored, stream);
    const decision = stored.decider.decide(command, before);
    if (!decision.ok) return decision;
    const after = decision.value.reduce(stored.decider.evolve, before);
    this.#states.set(stream, after);
    this.append.push({ stream, events: decision.value.map((event) => stored.write(event)) });
    return ok(after);
  }
}

/** Carries out a command over several streams: wholly or not at all, on the versions that it read. Refuses as `runCommand`. */
export function runJointly<T extends JsonValue>(
  store: EventStore,
  { commandId, content, meta, streams, likelyNew = false, decide }: JointCommand<T>,
): Promise<Result<Commanded<T>>> {
  const asked = [...new Set(streams)];
  return runCommand<T>(store, {
    command: { id: commandId, content },
    meta,
    streams: asked,
    likelyNew,
    decide: (history) => {
      const sitting = new OneSitting(history, new Set(asked));
      const decided = decide(sitting);
      return decided.ok ? ok({ append: sitting.append, result: decided.value }) : decided;
    },
  });
}
