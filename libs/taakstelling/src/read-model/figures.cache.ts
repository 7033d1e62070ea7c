import type { Figures } from './figures/figures.js';
import type { Touched } from './facts.source.js';
import { MOST_TOUCHED } from './facts.statement.js';
import { isTouched, type Watched } from './touched.js';

interface Entry extends Watched {
  readonly figures: Figures;
}

/** Answers kept at most; an overview of a province takes 27. */
const MOST_KEPT = 2_000;

/** More moves than this do not happen while an answer is on its way. */
const MOST_HEARD = 20;

/** Looks up the present position and what moved since another. */
export interface TouchedSource {
  touchedSince(after: number, seenIn: string | null): Promise<Touched & { readonly schema: string }>;
}

/**
 * Answers to questions about now, kept for as long as nothing touches them. An answer from here is as right as a new one: every
 * use begins with asking the database where the read model stands and what moved since the last look; one such look serves all
 * who were waiting when it began.
 */
export class FiguresCache {
  readonly #entries = new Map<string, Entry>();
  /** What moved lately, by position: a hint, which may be incomplete. */
  readonly #heard = new Map<number, readonly string[] | '*'>();
  #epoch = 0;
  #position = 0;
  #schema: string | null = null;
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<number> | null = null;

  constructor(private readonly source: TouchedSource) {}

  /** Whether looking is worth its trip to the database. */
  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /**
   * The position that everything in here holds for, at or after the moment of calling. Never joins a look that is under way:
   * that may have read before what its caller has just been told was stored.
   */
  position(): Promise<number> {
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      const looked = this.#look();
      this.#running = looked.catch(() => undefined);
      return looked;
    });
    return this.#next;
  }

  /** The kept answer, told at this position. */
  get(key: string, position: number): Figures | null {
    const entry = this.#entries.get(key);
    return entry === undefined ? null : { ...entry.figures, position };
  }

  /** Lets go of what is known to have moved, also of answers that are on their way from before, so that nobody looks in vain. */
  forget(position: number, touched: readonly string[] | '*'): void {
    this.#heard.set(position, touched);
    if (this.#heard.size > MOST_HEARD) this.#heard.delete(this.#heard.keys().next().value ?? 0);
    if (touched === '*') {
      this.#entries.clear();
      this.#epoch++;
    } else for (const key of touched) this.#sweep(key);
  }

  /** Moves when all may have moved, as after a rebuild: an answer that was begun before is then not kept. */
  get epoch(): number {
    return this.#epoch;
  }

  put(key: string, watched: Watched, figures: Figures, epoch: number): void {
    if (epoch !== this.#epoch) return;
    // What moved up to #position was swept already: an older answer would stay in unnoticed.
    if (figures.position < this.#position) return;
    for (const [position, touched] of this.#heard) {
      const moved = touched === '*' || touched.some((each) => isTouched(watched, each));
      if (position > figures.position && moved) return;
    }
    this.#entries.delete(key);
    this.#entries.set(key, { ...watched, figures });
    if (this.#entries.size > MOST_KEPT) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
  }

  async #look(): Promise<number> {
    const seen = await this.source.touchedSince(this.#position, this.#schema);
    // Positions fall back when the database server crashed: read models catch up again from the log, and so do we.
    const fellBack = seen.position < this.#position;
    if (seen.keys === null || seen.keys.length > MOST_TOUCHED || fellBack) this.#entries.clear();
    else for (const key of seen.keys) this.#sweep(key);
    this.#position = seen.position;
    this.#schema = seen.schema;
    return seen.position;
  }

  #sweep(key: string): void {
    for (const [kept, entry] of this.#entries) if (isTouched(entry, key)) this.#entries.delete(kept);
  }
}
