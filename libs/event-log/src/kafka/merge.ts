import type { RecordedEvent } from '#libs/event-store';

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

export type Decode = (raw: RawEvent) => RecordedEvent | Fault;

const isFault = (decoded: RecordedEvent | Fault): decoded is Fault => 'code' in decoded;
const endOfCommit = ({ meta }: RecordedEvent): number => meta.commit + meta.commitSize - 1;

/**
 * Puts the events of all partitions back in the order of the store. Positions are dense, so what is handed over can be told to be whole by counting: an event
 * is never handed over before every other one below it, whatever a partition or a watermark says. Records are decoded only when it is their turn: as bytes
 * they cost the garbage collector nothing, and the broker is not kept waiting for it.
 */
export class Merge {
  readonly #raw = new Map<number, RawEvent>();
  readonly #bytes: number[] = [];
  /** Decoded, and next to be handed over. */
  #line: RecordedEvent[] = [];
  #position: number;
  /** Everything up to here has come. */
  #dense: number;
  #spoilt: (Fault & { readonly raw: RawEvent }) | null = null;

  constructor(
    after: number,
    private readonly decode: Decode,
  ) {
    this.#position = after;
    this.#dense = after;
  }

  /** Everything up to here was handed over. */
  get position(): number {
    return this.#position;
  }

  /** The lowest position that has not come. */
  get missing(): number {
    return this.#dense + 1;
  }

  /** The first record that cannot be read; null while none was met. All before it stand in line, or were handed over. */
  get spoilt(): (Fault & { readonly raw: RawEvent }) | null {
    return this.#spoilt;
  }

  /** Whether records wait to be put in line. */
  get isReady(): boolean {
    return this.#dense > this.#lined && this.#spoilt === null;
  }

  /** Whether nothing can be handed over until another event comes. */
  get isStarving(): boolean {
    const first = this.#line[0];
    return first === undefined ? this.#dense === this.#position : endOfCommit(first) > this.#dense;
  }

  /** Bytes of records of this partition that wait to be decoded. */
  bytes(partition: number): number {
    return this.#bytes[partition] ?? 0;
  }

  add(raw: RawEvent): void {
    if (raw.position <= this.#lined || this.#raw.has(raw.position)) return;
    this.#raw.set(raw.position, raw);
    this.#bytes[raw.partition] = this.bytes(raw.partition) + (raw.value?.length ?? 0);
    while (this.#raw.has(this.#dense + 1)) this.#dense++;
  }

  /**
   * Puts the next records in line, so many at most. Answers whether it is of use to do so again before `take`: the line is still shorter than a batch, or than
   * its first commit, and more has come.
   */
  lineUp(batchSize: number, most: number): boolean {
    for (let n = 0; n < most && this.isReady && this.#isShort(batchSize); n++) {
      const raw = this.#raw.get(this.#lined + 1);
      if (raw === undefined) throw new Error(`the record of event ${this.#lined + 1} is gone from the buffer`);
      const decoded = this.decode(raw);
      if (isFault(decoded)) {
        this.#spoilt = { ...decoded, raw };
        return false;
      }
      this.#raw.delete(raw.position);
      this.#bytes[raw.partition] = this.bytes(raw.partition) - (raw.value?.length ?? 0);
      this.#line.push(decoded);
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
    const events = count === this.#line.length ? this.#line : this.#line.slice(0, count);
    this.#line = this.#line.slice(count);
    this.#position += count;
    return events;
  }

  /** The last position in line. */
  get #lined(): number {
    return this.#position + this.#line.length;
  }

  #isShort(batchSize: number): boolean {
    const first = this.#line[0];
    return first === undefined || this.#line.length < batchSize || endOfCommit(first) > this.#lined;
  }
}
