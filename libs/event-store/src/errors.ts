/**
 * The store could not be reached, or the connection broke while the append was under way. **The outcome is unknown**:
 * it may have been stored. Send the same command (same actor, id and content) again: the store answers `repeated` when
 * it was stored, and stores it now when it was not. Causes: Postgres stopped, restarting or refusing connections, a
 * network that broke, a full disk, a time-out.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  constructor(cause: unknown) {
    super('the event store cannot be reached; the outcome is unknown, send the same command again', { cause });
  }
}

/**
 * A text holds NUL or half a surrogate pair, which Postgres cannot keep (`jsonb`, `text`) and UTF-8 cannot carry.
 * Nothing was stored. `path` leads to the text, outermost first (`['events', '0', 'data', 'reason']`).
 */
export class TextNotStorable extends Error {
  override readonly name = 'TextNotStorable';
  constructor(readonly path: readonly string[]) {
    super(`text with NUL or a lone surrogate at ${path.join('.')}`);
  }
}

/** An event id was used before, by another command. A bug of who makes the ids; nothing was stored. */
export class EventIdReused extends Error {
  override readonly name = 'EventIdReused';
  constructor(readonly eventId: string) {
    super(`event id ${eventId} is in the log already`);
  }
}

/** A request that no store can keep: no events, a stream named twice, an id that is no UUID. A bug of the caller. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';
}

/**
 * An event does not fit into a record of the event log, so that nobody would ever hear of it. Nothing was stored.
 * `bytes`: what it takes of the `MOST_EVENT_BYTES` that it may.
 */
export class EventTooLarge extends InvalidAppend {
  constructor(
    eventType: string,
    readonly bytes: number,
  ) {
    super(`event ${eventType} takes ${bytes} bytes, more than a record of the event log has room for`);
  }
}
