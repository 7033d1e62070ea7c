import type { Instant, JsonObject } from '#libs/kernel';

export interface DeadlineKey {
  /** Which handler it is for. */
  readonly name: string;
  /** What it is about, as the id of an exchange: one deadline of a name per key. */
  readonly key: string;
}

export interface NewDeadline extends DeadlineKey {
  readonly dueAt: Instant;
  /** For the handler. Ids and dates only: it stands in a table, and personal data has no place there. */
  readonly payload?: JsonObject;
  /**
   * Position of the event that decides it. Handled again, or after a later one, that event changes nothing; so a reactor
   * may set and cancel as it meets events, however often. Left out where no event decides it: then the last word counts,
   * and the same deadline with the same payload is left as it is, open or done.
   */
  readonly position?: number;
}

export interface Deadline extends DeadlineKey {
  readonly dueAt: Instant;
  readonly payload: JsonObject;
  /** Of the event that decided it last; 0 where no event did. */
  readonly position: number;
}

/**
 * What happens when a deadline's moment has come. Called at least once: again when it failed, or when the process died
 * before it was marked done. So its effects are idempotent by what identifies them (see `Reactor`): a command has the id
 * `idFrom(`${name}/${key}/${dueAt}`)`, and the decider refuses what no longer makes sense. A deadline is a question ("is this still open?"), never a fact.
 */
export interface DeadlineHandler {
  readonly name: string;
  /** One at a time, so it must not take long. A rejection is tried again for ever, ever more slowly; others go on meanwhile. */
  fire(deadline: Deadline, signal: AbortSignal): Promise<void>;
  /**
   * Makes it recurring: when it falls due again, strictly after `now`, the moment at which it was done. Several that were
   * missed while everything was down are fired as one. It is armed by itself, under the empty key.
   */
  again?(now: Instant): Instant;
}
