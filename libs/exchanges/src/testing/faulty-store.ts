import {
  InMemoryEventStore,
  StoreUnavailable,
  type AppendOutcome,
  type AppendRequest,
  type EventStore,
} from '#libs/event-store';
import type { Clock } from '#libs/kernel';

/** Where the process dies in an append: before it, or after it, with the answer lost. */
export type Crash = 'before' | 'after';

/**
 * An event store that can be emptied, and of which an append can fail as that of a real one can. What is made over it need not be
 * made again for every history.
 */
export class FaultyStore {
  #store: InMemoryEventStore;
  #next: () => Crash | null = () => null;

  constructor(private readonly clock: Clock) {
    this.#store = new InMemoryEventStore({ clock });
  }

  /** A new log, empty or going on from another, of which every append goes well. */
  begin(from?: InMemoryEventStore): void {
    this.#store = from?.fork() ?? new InMemoryEventStore({ clock: this.clock });
    this.crash(() => null);
  }

  /** The log as it is, to begin from. */
  copy(): InMemoryEventStore {
    return this.#store.fork();
  }

  /** From now on each append asks whether, and where, it is to crash. */
  crash(next: () => Crash | null): void {
    this.#next = next;
  }

  /** As those see it who are handed an event store. */
  readonly port: EventStore = {
    append: (request) => this.#append(request),
    findCommand: (actor, id) => this.#store.findCommand(actor, id),
    readStream: (stream, after) => this.#store.readStream(stream, after),
    readStreams: (streams) => this.#store.readStreams(streams),
    readLog: (after, limit) => this.#store.readLog(after, limit),
    head: () => this.#store.head(),
    onAppended: (listener) => this.#store.onAppended(listener),
    verify: (progress, trusted) => this.#store.verify(progress, trusted),
    close: () => this.#store.close(),
  };

  async #append(request: AppendRequest): Promise<AppendOutcome> {
    const crash = this.#next();
    if (crash === 'before') throw new StoreUnavailable('crash before the append');
    const outcome = await this.#store.append(request);
    if (crash === 'after') throw new StoreUnavailable('crash after the append');
    return outcome;
  }
}
