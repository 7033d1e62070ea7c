import { PARTITIONS } from './partition-of.js';

/** How far the topic is filled. Kept by the relay in its table, and a fact of the store but for `ends`. */
export interface Frontier {
  readonly epoch: number;
  /** All events up to here are in the topic. */
  readonly position: number;
  /** Per partition: position of its last event up to there; 0: none. */
  readonly previous: readonly number[];
  /** Per partition: the offset that the next record is to get. */
  readonly ends: readonly bigint[];
}

/** Of a topic that was just made. */
export const emptyFrontier = (epoch: number): Frontier => ({
  epoch,
  position: 0,
  previous: new Array<number>(PARTITIONS).fill(0),
  ends: new Array<bigint>(PARTITIONS).fill(0n),
});
