import { type Decider, type IdSource, type JsonObject, type LocalDate } from '#libs/kernel';
import type { z } from 'zod';
import type { NewEvent, RecordedEvent } from './event-store.js';

/** How the events of one kind of stream are decided, read from the log and written to it. */
export interface StoredDecider<S, C, E> {
  readonly decider: Decider<S, C, E>;
  read(this: void, event: RecordedEvent): E;
  write(this: void, event: E): NewEvent;
  /** The state after these events of one stream, from its first on. */
  fold(this: void, history: readonly RecordedEvent[]): S;
}

/** A stored decider, given where the ids of new events come from. */
export type Stored<S, C, E> = (ids: IdSource) => StoredDecider<S, C, E>;

/**
 * A decider whose events stand in the log by their schema. What does not fit it throws, on reading as a damaged log and on
 * writing as a bug of the decider.
 * @param effectiveOn the day on which an event happened in the world; null where that has no meaning
 */
export const storedBy = <S, C, E extends { readonly type: string }>(
  decider: Decider<S, C, E>,
  schema: z.ZodType<E>,
  effectiveOn: (event: E) => LocalDate | null,
): Stored<S, C, E> => {
  // What was recorded never changes: read once, however often a command is decided again on it.
  const facts = new WeakMap<RecordedEvent, E>();
  const read = (event: RecordedEvent): E => {
    const known = facts.get(event);
    if (known !== undefined) return known;
    const fact = schema.parse({ ...event.data, type: event.type });
    facts.set(event, fact);
    return fact;
  };
  // Nor does the state that a stream was in after an event. Kept by the event itself, so for as long as that is held by somebody.
  const states = new WeakMap<RecordedEvent, S>();
  const fold = (history: readonly RecordedEvent[]): S => {
    const last = history.at(-1);
    if (last === undefined) return decider.initial;
    const known = history.findLastIndex((event) => states.has(event));
    const before = known === -1 ? undefined : states.get(history[known] as RecordedEvent);
    const state = history
      .slice(known + 1)
      .map(read)
      .reduce(decider.evolve, before ?? decider.initial);
    states.set(last, state);
    return state;
  };
  return (ids) => ({
    decider,
    read,
    fold,
    write: (event) => {
      const checked = schema.parse(event);
      const { type, ...data } = checked as E & JsonObject;
      return { id: ids.next(), type, data, effectiveOn: effectiveOn(checked) };
    },
  });
};
