import type { Instant, JsonObject, JsonValue, LocalDate } from '#libs/kernel';

/** A consistency boundary in the log, as `taakstelling-2023-1-GM0344`. */
export type StreamId = string;

export interface NewEvent {
  /** UUID; the same id is never stored twice. */
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  /** The day on which it happened in the world; null where that has no meaning. */
  readonly effectiveOn: LocalDate | null;
}

/** What is known of the circumstances of an event. No personal data beyond the pseudonymous actor. */
export interface CommandMeta {
  /** Who did it: `local:1000`, `demo:coordinator`, an OIDC subject. */
  readonly actor: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly traceparent?: string;
}

export interface EventMeta extends CommandMeta {
  readonly commandId: string;
  /** Position of the first event of the commit and how many events it holds: a reader can tell when it has seen all of it. */
  readonly commit: number;
  readonly commitSize: number;
}

export interface RecordedEvent extends NewEvent {
  /** Dense from 1, in the order of commit, over all streams. */
  readonly position: number;
  readonly stream: StreamId;
  /** Dense from 1 within the stream. */
  readonly version: number;
  readonly meta: EventMeta;
  /** Moment of recording, set by the store; never runs backwards with `position`. */
  readonly recordedAt: Instant;
}

/** `'any'`: append whatever is there. A number: the version of the last event that the writer has seen; 0 = the stream must be new. */
export type ExpectedVersion = number | 'any';

export interface StreamAppend {
  readonly stream: StreamId;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
}

/** One command: all of its streams or none. */
export interface AppendRequest {
  readonly command: {
    readonly id: string;
    /** SHA-256 over the canonical content of the command: tells "the same again" from "the same id, something else". */
    readonly contentHash: string;
  };
  readonly meta: CommandMeta;
  readonly streams: readonly StreamAppend[];
  /** The answer to the command, kept with its events and given again when the command comes again. */
  readonly result: JsonValue;
}

export type AppendOutcome =
  /** Stored durably now. `position` is that of its last event. */
  | { readonly kind: 'appended'; readonly position: number; readonly result: JsonValue }
  /** This actor sent this command with this content before: nothing new was stored, this was the answer. */
  | { readonly kind: 'repeated'; readonly position: number; readonly result: JsonValue }
  /** A stream has moved on; nothing was stored. */
  | { readonly kind: 'version-conflict'; readonly stream: StreamId; readonly expected: number; readonly actual: number }
  /** This actor used this command id for other content; nothing was stored. */
  | { readonly kind: 'command-reused' };

export interface LogHead {
  /** Position of the last event; 0 for an empty store. */
  readonly position: number;
  /** Hash of the chain at that position, hexadecimal. */
  readonly hash: string;
}

export type Verification =
  | { readonly ok: true; readonly head: LogHead; readonly events: number }
  | { readonly ok: false; readonly position: number; readonly reason: string };

/**
 * Where facts are decided and kept. Positions are dense and in commit order, an append is all or nothing over its
 * streams, and what was acknowledged survives a crash of the writer and of the machine.
 */
export interface EventStore {
  /**
   * Stores a command's events. Rejects with `StoreUnavailable` when the outcome is unknown (send the same command
   * again), with `TextNotStorable` for text that cannot be kept, and with `EventIdReused` or `InvalidAppend` on bugs.
   */
  append(request: AppendRequest): Promise<AppendOutcome>;
  /** The answer given earlier to this command, if it was stored. */
  findCommand(
    actor: string,
    commandId: string,
  ): Promise<{ contentHash: string; position: number; result: JsonValue } | null>;
  /** Events of one stream after a version, in order. */
  readStream(stream: StreamId, afterVersion?: number): Promise<readonly RecordedEvent[]>;
  /** Events of several streams, in order of position. */
  readStreams(streams: readonly StreamId[]): Promise<readonly RecordedEvent[]>;
  /** Events of the whole log after a position, in order, at most `limit`. */
  readLog(afterPosition: number, limit: number): Promise<readonly RecordedEvent[]>;
  head(): Promise<LogHead>;
  /** Called with the head position whenever it may have moved on (also by other processes). Calls may be merged; returns an unsubscriber. */
  onAppended(listener: (position: number) => void): () => void;
  /**
   * Recomputes the hash chain from the first event out of what is stored. `trusted`: a head that was published outside
   * the store; the chain must pass through it, so that a chain that was rewritten as a whole is found too.
   */
  verify(progress?: (position: number) => void, trusted?: LogHead): Promise<Verification>;
  close(): Promise<void>;
}
