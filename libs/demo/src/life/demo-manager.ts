import type { EventStore } from '#libs/event-store';
import type { Instant } from '#libs/kernel';
import {
  Deadlines,
  Reactors,
  type Deadline,
  type DeadlineHandler,
  type NewDeadline,
  type Reactor,
} from '#libs/reactors';
import { Module, type DynamicModule } from '@nestjs/common';
import type { DemoClock } from './demo-clock.js';

const BATCH = 500;

const keyOf = ({ name, key }: Pick<NewDeadline, 'name' | 'key'>): string => `${name}/${key}`;

/**
 * The reactors and deadlines of the product under the clock of the demo, in memory. When the product itself runs, its own meet
 * the same events, send commands of the same ids, and change nothing.
 */
export class DemoManager {
  readonly #reactors: Reactor[] = [];
  readonly #handlers = new Map<string, DeadlineHandler>();
  readonly #terms = new Map<string, Deadline>();
  #position = 0;

  /** To be given as `Reactors` and `Deadlines` to the modules that register with them. */
  readonly reactors = { register: (reactor: Reactor): void => void this.#reactors.push(reactor) };
  readonly deadlines = {
    register: (handler: DeadlineHandler): void => void this.#handlers.set(handler.name, handler),
    set: (term: NewDeadline): Promise<void> => {
      this.#terms.set(keyOf(term), { ...term, payload: term.payload ?? {}, position: term.position ?? 0 });
      return Promise.resolve();
    },
    cancel: (term: Pick<NewDeadline, 'name' | 'key'>): Promise<void> => {
      this.#terms.delete(keyOf(term));
      return Promise.resolve();
    },
  };

  /** Answers what happened since the last time; what its answers bring about, the next time. */
  async react(store: Pick<EventStore, 'readLog'>): Promise<void> {
    for (let read = BATCH; read === BATCH;) {
      const events = await store.readLog(this.#position, BATCH);
      const [last] = events.slice(-1);
      if (last === undefined) return;
      for (const reactor of this.#reactors) {
        await reactor.react({ events, watermark: last.position }, new AbortController().signal);
      }
      this.#position = last.position;
      read = events.length;
    }
  }

  /** Lets the time pass up to a moment: what falls due on the way happens when it is due. */
  async until(moment: Instant, store: Pick<EventStore, 'readLog'>, clock: DemoClock): Promise<void> {
    await this.react(store);
    for (let next = this.next(moment); next !== null; next = this.next(moment)) {
      if (next.dueAt > clock.now()) clock.set(next.dueAt);
      this.#terms.delete(keyOf(next));
      await this.#handlers.get(next.name)?.fire(next, new AbortController().signal);
      await this.react(store);
    }
  }

  /** The first term that is over by then. */
  private next(moment: Instant): Deadline | null {
    let first: Deadline | null = null;
    for (const term of this.#terms.values()) {
      if (term.dueAt <= moment && (first === null || term.dueAt < first.dueAt)) first = term;
    }
    return first;
  }
}

/** Has reactors and deadlines run by the manager of a demo; in the place of `ReactorsModule`. */
@Module({})
export class DemoManagerModule {
  static of({ reactors, deadlines }: DemoManager): DynamicModule {
    return {
      module: DemoManagerModule,
      global: true,
      providers: [
        { provide: Reactors, useValue: reactors },
        { provide: Deadlines, useValue: deadlines },
      ],
      exports: [Reactors, Deadlines],
    };
  }
}
