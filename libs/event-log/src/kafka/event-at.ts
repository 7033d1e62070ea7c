import type { EventStore, RecordedEvent } from '#libs/event-store';

/** The event at a position; null where the store has none. */
export const eventAt = async (store: Pick<EventStore, 'readLog'>, position: number): Promise<RecordedEvent | null> =>
  (await store.readLog(position - 1, 1))[0] ?? null;
