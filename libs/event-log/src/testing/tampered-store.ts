import { countingIds, sha256 } from '#libs/kernel';
import { InMemoryEventStore, type EventStore, type RecordedEvent } from '#libs/event-store';

/** A store whose answers to a reader can be tampered with. */
export class TamperedStore extends InMemoryEventStore {
  tamper: (events: readonly RecordedEvent[]) => readonly RecordedEvent[] = (events) => events;

  override async readLog(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.tamper(await super.readLog(after, limit));
  }
}

const ids = countingIds();

export async function storeWith(commits: number): Promise<TamperedStore> {
  const store = new TamperedStore();
  await append(store, commits);
  return store;
}

/** So many commands of so many events each. */
export async function append(store: EventStore, commits: number, eventsEach = 1, types = ['Counted']): Promise<void> {
  for (let n = 0; n < commits; n++) {
    await store.append({
      command: { id: ids.next(), contentHash: sha256(`${n}`) },
      meta: { actor: 'spec' },
      streams: [
        {
          stream: 's',
          expected: 'any',
          events: Array.from({ length: eventsEach }, (_, index) => ({
            id: ids.next(),
            type: types[index % types.length] ?? '',
            data: {},
            effectiveOn: null,
          })),
        },
      ],
      result: null,
    });
  }
}
