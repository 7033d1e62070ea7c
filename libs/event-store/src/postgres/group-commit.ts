import type { AppendOutcome } from '../event-store.js';
import type { PreparedAppend } from '../prepared-append.js';

/** The answer to one request of a group: an outcome, or the error of that request alone. */
export type Answer = AppendOutcome | Error;

/** Most events in one group: keeps the lock short for other processes, and one call within a few megabytes. */
const MOST_EVENTS = 2_000;
/**
 * Waiting requests from which a second group is sent while the first is under way: the database then has its next
 * work ready while we read the answers. Below it, one larger group is better than two smaller: each costs an fsync.
 */
const SECOND_GROUP_FROM = 24;

interface Waiting {
  readonly append: PreparedAppend;
  resolve(outcome: AppendOutcome): void;
  reject(error: unknown): void;
}

/**
 * Group commit: appends that come while others are under way wait, and all that wait go as one call with one fsync.
 * An append that finds nothing under way goes at the end of the same turn of the event loop, so that a single writer
 * waits for nobody.
 */
export class GroupCommit {
  #waiting: Waiting[] = [];
  #underWay = 0;
  #scheduled = false;
  #idle: (() => void)[] = [];

  /** @param send stores a group and answers each request, in order; rejects when the whole group got no answer. */
  constructor(private readonly send: (group: readonly PreparedAppend[]) => Promise<readonly Answer[]>) {}

  append(append: PreparedAppend): Promise<AppendOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ append, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when nothing waits and nothing is under way. */
  async drained(): Promise<void> {
    if (this.#waiting.length === 0 && this.#underWay === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // After the I/O of this turn: everyone who was just answered has had the chance to ask again.
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    if (this.#underWay > 1 || (this.#underWay === 1 && this.#waiting.length < SECOND_GROUP_FROM)) return;
    const group = this.#take();
    this.#underWay += 1;
    this.send(group.map((w) => w.append))
      .then(
        (answers) => group.forEach((w, i) => settle(w, answers[i])),
        (error: unknown) => group.forEach((w) => w.reject(error)),
      )
      .finally(() => {
        this.#underWay -= 1;
        if (this.#waiting.length > 0) this.#schedule();
        else if (this.#underWay === 0) this.#idle.splice(0).forEach((done) => done());
      });
  }

  /** The next group. A command or event id that stands in it already waits for the next one, and is then found in the store. */
  #take(): Waiting[] {
    const group: Waiting[] = [];
    const later: Waiting[] = [];
    const seen = new Set<string>();
    let events = 0;
    for (const waiting of this.#waiting) {
      const { append } = waiting;
      const ids = identities(append);
      const full = events > 0 && events + append.size > MOST_EVENTS;
      if (full || ids.some((id) => seen.has(id))) {
        later.push(waiting);
        if (full) events = MOST_EVENTS; // nobody overtakes from here on
        continue;
      }
      for (const id of ids) seen.add(id);
      events += append.size;
      group.push(waiting);
    }
    this.#waiting = later;
    return group;
  }
}

function identities({ request, streams }: PreparedAppend): string[] {
  const ids = [`${request.command.id} ${request.meta.actor}`];
  for (const { events } of streams) for (const { id } of events) ids.push(id);
  return ids;
}

function settle(waiting: Waiting, answer: Answer | undefined): void {
  if (answer === undefined) waiting.reject(new Error('the store left a request unanswered'));
  else if (answer instanceof Error) waiting.reject(answer);
  else waiting.resolve(answer);
}
