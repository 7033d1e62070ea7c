import { type Decider, type IdSource, type JsonObject, type LocalDate } from '#libs/kernel';
import type { z } from 'zod';
import type { NewEvent, RecordedEvent } from './event-store.js';

/** How the events of one kind of stream are decided, read from the log and written to it. */
export interface StoredDecider<S, C, E> {
  readonly decider: Decider<S, C, E>;
  read(this: void, event: RecordedEvent): E;
  write(this: void, event: E): NewEvent;
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
  const read = new WeakMap<RecordedEvent, E>();
  return (ids) => ({
    decider,
    read: (event) => {
      const known = read.get(event);
      if (known !== undefined) return known;
      const fact = schema.parse({ ...event.data, type: event.type });
      read.set(event, fact);
      return fact;
    },
    write: (event) => {
      const checked = schema.parse(event);
      const { type, ...data } = checked as E & JsonObject;
      return { id: ids.next(), type, data, effectiveOn: effectiveOn(checked) };
    },
  });
};
