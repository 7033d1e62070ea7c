import { PARTITIONS } from './partition-of.js';
import type { RecordPlace } from './record.js';

/**
 * What a record is to a reader. `next`: it follows on what was seen. `known`: an event that was seen before (a retry, an old relay, a topic filled anew).
 * `superseded`: of an earlier filling of the topic than one that was seen. `gap`: what stands before it is missing.
 */
export type Verdict = 'next' | 'known' | 'superseded' | 'gap';

/**
 * How far a reader has come in each partition. `seen` of a partition means: every event that the store has for it up to there was delivered, or is in the
 * buffer. That holds at the beginning (all up to `after` was delivered) and stays true with every record that is `next`, since `(previous, upTo)` is a fact
 * of the store: whatever is repeated, wound back, interleaved or wiped, in whatever order, can only show as `known` or as `gap`.
 */
export class Chain {
  readonly #seen: number[];
  #epoch = 0;

  constructor(after: number) {
    this.#seen = new Array<number>(PARTITIONS).fill(after);
  }

  seen(partition: number): number {
    return this.#seen[partition] ?? 0;
  }

  /** Everything up to here was delivered or is in the buffer, in every partition. */
  complete(): number {
    return Math.min(...this.#seen);
  }

  /** Something was seen up to here, in some partition. */
  farthest(): number {
    return Math.max(...this.#seen);
  }

  judge(partition: number, place: RecordPlace): Verdict {
    if (place.epoch < this.#epoch) return 'superseded';
    this.#epoch = place.epoch;
    const seen = this.seen(partition);
    if (place.upTo <= seen) return 'known';
    return place.previous > seen ? 'gap' : 'next';
  }

  /** Call with a record that is `next`, once its event is in the buffer. */
  advance(partition: number, place: RecordPlace): void {
    this.#seen[partition] = place.upTo;
  }
}
