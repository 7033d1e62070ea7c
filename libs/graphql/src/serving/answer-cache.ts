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
  private readonly answers = new Map<string, Promise<Answer>>();
  private at: string | null = null;
  hits = 0;
  misses = 0;

  constructor(
    private readonly positions: ReadPositions,
    /** What moves without an event: the local date, on which a default `asOf` depends. */
    private readonly day: () => string,
    private readonly capacity = 1_000,
  ) {}

  async answer(key: string, execute: () => Promise<MaskedResult>): Promise<Answer> {
    const at = this.moment();
    if (at === null) return { result: await execute(), json: null };
    if (at !== this.at) {
      this.answers.clear();
      this.at = at;
    }
    const known = this.answers.get(key);
    if (known !== undefined) {
      this.hits++;
      return known;
    }
    this.misses++;
    const answer = execute().then((result): Answer => ({ result, json: null }));
    const oldest = this.answers.keys().next();
    if (this.answers.size >= this.capacity && !oldest.done) this.answers.delete(oldest.value);
    this.answers.set(key, answer);
    const forget = (): void => {
      if (this.answers.get(key) === answer) this.answers.delete(key);
    };
    try {
      const { result } = await answer;
      // Executed while the read models moved on: it may be of either position, so nobody else gets it.
      if (result.errors !== undefined || this.moment() !== at) forget();
    } catch (error) {
      forget();
      throw error;
    }
    return answer;
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
