import type { RecordedEvent } from '#libs/event-store';
import { PARTITIONS } from './partition-of.js';

/** A record of an event that was not decoded yet. */
export interface RawEvent {
  readonly position: number;
  readonly partition: number;
  readonly offset: string;
  readonly value: Buffer | null;
}

/** Why a record cannot be read. */
export interface Fault {
  readonly code: string;
  readonly reason: string;
}

export type Decode = (
  raw: RawEvent,
) => { readonly ok: true; readonly event: RecordedEvent } | { readonly ok: false; readonly fault: Fault };

/** What has come of one partition, in order. What was taken out stays until there is enough of it to be worth a move. */
interface Queue {
  raw: RawEvent[];
  head: number;
  bytes: number;
}

const WORTH_A_MOVE = 1_024;

const endOfCommit = ({ meta }: RecordedEvent): number => meta.commit + meta.commitSize - 1;

/**
 * Puts the events of all partitions back in the order of the store. Positions are dense, so what is handed over can be told to be whole by counting: an event
 * is never handed over before every other one below it, whatever a partition or a watermark says. Records are decoded only when it is their turn: as bytes
 * they cost the garbage collector little, and the broker is not kept waiting for it.
 */
export class Merge {
  readonly #queues: readonly Queue[] = Array.from({ length: PARTITIONS }, () => ({ raw: [], head: 0, bytes: 0 }));
  /** Decoded, and next to be handed over. */
  #line: RecordedEvent[] = [];
  #position: number;
  #spoilt: (Fault & { readonly raw: RawEvent }) | null = null;

  constructor(
    after: number,
    private readonly decode: Decode,
  ) {
    this.#position = after;
  }

  /** Everything up to here was handed over. */
  get position(): number {
    return this.#position;
  }

  /** While nothing is ready: the lowest position that has not come. */
  get missing(): number {
    return this.#position + this.#line.length + 1;
  }

  /** The first record that cannot be read; null while none was met. All before it stand in line, or were handed over. */
  get spoilt(): (Fault & { readonly raw: RawEvent }) | null {
    return this.#spoilt;
  }

  /** Whether the next record is there to be put in line. */
  get isReady(): boolean {
    return this.#spoilt === null && this.#queueOf(this.missing) !== null;
  }

  /** Whether nothing can be handed over until another event comes. */
  get isStarving(): boolean {
    const first = this.#line[0];
    return !this.isReady && (first === undefined || endOfCommit(first) >= this.missing);
  }

  /** Bytes of records of this partition that wait to be decoded. */
  bytes(partition: number): number {
    return this.#queues[partition]?.bytes ?? 0;
  }

  /** Each partition's events must be added in order. */
  add(raw: RawEvent): void {
    const queue = this.#queues[raw.partition];
    if (queue === undefined) throw new Error(`there is no partition ${raw.partition}`);
    queue.raw.push(raw);
    queue.bytes += raw.value?.length ?? 0;
  }

  /**
   * Puts the next records in line, so many at most. Answers whether it is of use to do so again before `take`: the line is still shorter than a batch, or than
   * its first commit, and more has come.
   */
  lineUp(batchSize: number, most: number): boolean {
    for (let n = 0; n < most && this.#spoilt === null && this.#isShort(batchSize); n++) {
      const queue = this.#queueOf(this.missing);
      const raw = queue?.raw[queue.head];
      if (queue === null || raw === undefined) {
        this.#checkStrays();
        return false;
      }
      const decoded = this.decode(raw);
      if (decoded.ok) {
        this.#line.push(decoded.event);
        shift(queue);
      } else {
        this.#spoilt = { ...decoded.fault, raw };
      }
    }
    return this.isReady && this.#isShort(batchSize);
  }

  /** Whole commits of the line, at most so many events, or one commit that is larger; null where there is no whole commit. */
  take(batchSize: number): readonly RecordedEvent[] | null {
    let count = 0;
    for (let next = this.#line[0]; next !== undefined; next = this.#line[count]) {
      const upTo = endOfCommit(next) - this.#position;
      if (upTo > this.#line.length || (count > 0 && upTo > batchSize)) break;
      count = upTo;
    }
    if (count === 0) return null;
    const rest = this.#line.splice(count);
    const events = this.#line;
    this.#line = rest;
    this.#position += count;
    return events;
  }

  /** The partition where this event is the next one. */
  #queueOf(position: number): Queue | null {
    for (const queue of this.#queues) if (queue.raw[queue.head]?.position === position) return queue;
    return null;
  }

  /** An event that came from another partition already stands in the way of those behind it. */
  #checkStrays(): void {
    for (const queue of this.#queues) {
      const raw = queue.raw[queue.head];
      if (raw === undefined || raw.position >= this.missing) continue;
      const reason = `position ${raw.position}: it lies in another partition as well`;
      this.#spoilt = { code: 'RECORD_MISPLACED', reason, raw };
    }
  }

  #isShort(batchSize: number): boolean {
    const first = this.#line[0];
    return first === undefined || this.#line.length < batchSize || endOfCommit(first) >= this.missing;
  }
}

function shift(queue: Queue): void {
  queue.bytes -= queue.raw[queue.head]?.value?.length ?? 0;
  queue.head++;
  if (queue.head < WORTH_A_MOVE && queue.head < queue.raw.length) return;
  queue.raw = queue.raw.slice(queue.head);
  queue.head = 0;
}
