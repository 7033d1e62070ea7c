import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { ProjectionNotReady } from './errors.js';
import { generationsOf, type Generation } from './generations.js';

/** What a commit of a live generation changed. */
export interface Advance {
  readonly name: string;
  readonly schema: string;
  readonly position: number;
  /** Keys by `Projection.touches`; `*`: anything may have changed. */
  readonly touched: readonly string[] | '*';
}

export type ChangeListener = (change: Pick<Advance, 'position' | 'touched'>) => void;

/** NOTIFY takes less than 8,000 bytes; beyond this we say "anything". */
const MAX_PAYLOAD = 7_000;
/** The safety net for a notification that was lost with its connection. */
const POLL_MS = 1_000;

interface Payload {
  readonly n: string;
  readonly s: string;
  readonly p: number;
  readonly t: readonly string[] | '*';
  /** Which host sent it: that one has told its listeners itself, at once. */
  readonly o: string;
}

/**
 * What this process knows of the live generations: where they are and how far they are. Fed by the commits of this process at
 * once, by NOTIFY for those of others, and by a poll. A listener may hear of a position twice or hear `*` for what was small; it never misses one.
 */
export class ChangeFeed {
  readonly #origin = randomUUID();
  readonly #known = new Map<string, Generation>();
  readonly #listeners = new Map<string, Set<ChangeListener>>();
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | null = null;
  #asking: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  /** Looking anew is owed until a read that began after it was asked for has succeeded. */
  #owed = false;

  constructor(
    private readonly pool: Pool,
    private readonly names: readonly string[],
  ) {}

  start(): void {
    this.#timer ??= setInterval(() => void this.refresh().catch(() => undefined), POLL_MS).unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    for (const check of [...this.#waiting]) check();
  }

  /** The live generation as last heard; null before anything was heard of it. */
  known(name: string): Generation | null {
    return this.#known.get(name) ?? null;
  }

  /** The live generation, asked for when it is not known yet. @throws ProjectionNotReady when there is none. */
  async live(name: string): Promise<Generation> {
    if (!this.#known.has(name)) await this.refresh();
    const live = this.#known.get(name);
    if (live === undefined) throw new ProjectionNotReady(name);
    return live;
  }

  payload(advance: Advance): string {
    const { name: n, schema: s, position: p, touched: t } = advance;
    const text = JSON.stringify({ n, s, p, t, o: this.#origin } satisfies Payload);
    if (Buffer.byteLength(text) <= MAX_PAYLOAD) return text;
    return JSON.stringify({ n, s, p, t: '*', o: this.#origin } satisfies Payload);
  }

  /** A commit of this process. */
  advanced(advance: Advance): void {
    const known = this.#known.get(advance.name);
    if (known === undefined || known.schema !== advance.schema) {
      // The truth about a swap is in the database; notifications of before and after it may cross.
      void this.refresh().catch(() => undefined);
      return;
    }
    if (advance.position <= known.position) return;
    const { position } = advance;
    this.#known.set(advance.name, { ...known, position, haltedPosition: null, haltedCode: null, haltedReason: null });
    this.tell(advance.name, advance);
  }

  notified(text: string): void {
    const payload = JSON.parse(text) as Payload;
    if (payload.o === this.#origin || !this.names.includes(payload.n)) return;
    this.advanced({ name: payload.n, schema: payload.s, position: payload.p, touched: payload.t });
  }

  /**
   * Asks the database; who asks while a question is out shares the next one, as the answer to that may be older than the asking.
   * `anew` after a lost connection: after a crash of the server a read model may have fallen back a little. Where that fails, the next one does it.
   */
  refresh(anew = false): Promise<void> {
    this.#owed ||= anew;
    if (this.#asking === null) {
      this.#asking = this.read().finally(() => (this.#asking = null));
      return this.#asking;
    }
    this.#next ??= this.#asking
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.refresh();
      });
    return this.#next;
  }

  private async read(): Promise<void> {
    const anew = this.#owed;
    this.#owed = false;
    const generations = await generationsOf(this.pool, this.names).catch((error: unknown) => {
      this.#owed ||= anew;
      throw error;
    });
    for (const live of generations) {
      if (live.role !== 'live') continue;
      const known = this.#known.get(live.name);
      const moved = known === undefined || known.schema !== live.schema || live.position > known.position;
      if (moved || anew || live.position === known.position) this.#known.set(live.name, live);
      if (moved || anew) this.tell(live.name, { position: live.position, touched: '*' });
      else if (live.haltedPosition !== null) this.check();
    }
  }

  onChanged(name: string, listener: ChangeListener): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    const own: ChangeListener = (change) => listener(change);
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  /** Resolves with the first answer that is not null; asked again whenever something changes. Null after `timeoutMs`. */
  async until<T>(ask: () => T | null, timeoutMs: number): Promise<T | null> {
    const now = ask();
    if (now !== null) return now;
    return new Promise((resolve) => {
      const finish = (answer: T | null): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve(answer);
      };
      const check = (): void => {
        const answer = ask();
        if (answer !== null) finish(answer);
        else if (this.#timer === null) finish(null);
      };
      const timer = setTimeout(() => finish(null), timeoutMs);
      this.#waiting.add(check);
    });
  }

  private tell(name: string, change: Pick<Advance, 'position' | 'touched'>): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      listener({ position: change.position, touched: change.touched });
    }
    this.check();
  }

  private check(): void {
    for (const check of [...this.#waiting]) check();
  }
}
