import type { MaskedResult } from './masked-errors.js';

/** An answer, and its JSON once it has been written. */
export interface Answer {
  readonly result: MaskedResult;
  json: string | null;
}

/** What the read models have seen, as one text that differs as soon as any of them moved on; null when that is not known now. */
export type ReadPositions = () => string | null;

/**
 * Whole answers, right at the position that they were read at: a key holds everything that an answer depends on, and
 * lives only as long as no read model moves. So nothing is ever served that a fresh execution would answer differently.
 * Equal questions that come together are executed once.
 */
export class AnswerCache {
  private readonly answers = new Map<string, { readonly answer: Promise<Answer>; bytes: number }>();
  /** JSON of all answers that are kept, in characters: a byte each, but for the rare letter beyond Latin. */
  private kept = 0;
  private at: string | null = null;
  hits = 0;
  misses = 0;

  constructor(
    private readonly positions: ReadPositions,
    /** What moves without an event: the local date, on which a default `asOf` depends. */
    private readonly day: () => string,
    private readonly capacity = 1_000,
    private readonly capacityBytes = 32 * 1024 * 1024,
  ) {}

  async answer(key: string, execute: () => Promise<MaskedResult>): Promise<Answer> {
    const at = this.moment();
    if (at === null) return { result: await execute(), json: null };
    if (at !== this.at) {
      this.answers.clear();
      this.kept = 0;
      this.at = at;
    }
    const known = this.answers.get(key);
    if (known !== undefined) {
      this.hits++;
      return known.answer;
    }
    this.misses++;
    const answer = execute().then((result): Answer => ({ result, json: null }));
    if (this.answers.size >= this.capacity) this.forgetOldest();
    const entry = { answer, bytes: 0 };
    this.answers.set(key, entry);
    const isKept = (): boolean => this.answers.get(key) === entry;
    const forget = (): void => {
      if (isKept()) this.forget(key);
    };
    try {
      const made = await answer;
      // Executed while the read models moved on: it may be of either position, so nobody else gets it.
      if (made.result.errors !== undefined || this.moment() !== at) forget();
      else if (isKept()) {
        entry.bytes = jsonOf(made).length;
        this.kept += entry.bytes;
        while (this.kept > this.capacityBytes) this.forgetOldest();
      }
    } catch (error) {
      forget();
      throw error;
    }
    return answer;
  }

  private forget(key: string): void {
    this.kept -= this.answers.get(key)?.bytes ?? 0;
    this.answers.delete(key);
  }

  private forgetOldest(): void {
    const oldest = this.answers.keys().next();
    if (!oldest.done) this.forget(oldest.value);
  }

  private moment(): string | null {
    const positions = this.positions();
    return positions === null ? null : `${this.day()} ${positions}`;
  }
}

/** The JSON of an answer, written once however often it is sent. */
export function jsonOf(answer: Answer): string {
  answer.json ??= JSON.stringify(answer.result);
  return answer.json;
}
