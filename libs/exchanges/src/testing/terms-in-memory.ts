import type { Instant } from '#libs/kernel';
import type { Deadline, DeadlineHandler, DeadlineKey, NewDeadline } from '#libs/reactors';

interface Kept extends Deadline {
  readonly isOpen: boolean;
}

const nameOf = ({ name, key }: DeadlineKey): string => `${name} ${key}`;

/** Deadlines as `libs/reactors` keeps them: an event that was handled before changes nothing. */
export class TermsInMemory {
  readonly #kept = new Map<string, Kept>();

  set({ name, key, dueAt, payload = {}, position = 0 }: NewDeadline): Promise<void> {
    const known = this.#kept.get(nameOf({ name, key }));
    if (known === undefined || known.position < position) {
      this.#kept.set(nameOf({ name, key }), { name, key, dueAt, payload, position, isOpen: true });
    }
    return Promise.resolve();
  }

  cancel(which: DeadlineKey, position: number | null = null): Promise<void> {
    const known = this.#kept.get(nameOf(which));
    if (known?.isOpen === true && (position === null || known.position < position)) {
      this.#kept.set(nameOf(which), { ...known, isOpen: false, position: position ?? known.position });
    }
    return Promise.resolve();
  }

  /** The first that is open; null when none is. */
  next(): Deadline | null {
    const open = [...this.#kept.values()].filter(({ isOpen }) => isOpen);
    return open.reduce<Deadline | null>(
      (first, one) => (first === null || one.dueAt < first.dueAt ? one : first),
      null,
    );
  }

  /** Fires what has come, in order. What a handler rejects stays open, and is thrown. */
  async fireDue(now: Instant, handlers: readonly DeadlineHandler[]): Promise<void> {
    for (let due = this.next(); due !== null && due.dueAt <= now; due = this.next()) {
      const { name } = due;
      await handlers.find((handler) => handler.name === name)?.fire(due, new AbortController().signal);
      const kept = this.#kept.get(nameOf(due));
      // Set anew while it was fired: then what was said last stands.
      if (kept !== undefined && kept.position === due.position) this.#kept.set(nameOf(due), { ...kept, isOpen: false });
    }
  }
}
