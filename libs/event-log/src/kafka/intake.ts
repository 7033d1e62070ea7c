import type { RecordedEvent } from '#libs/event-store';
import { recordedEventOf, type CloudEventContext } from '../cloud-events/index.js';
import { LogHalted } from '../event-log.js';
import { Chain } from './chain.js';
import { Merge, type Decode, type Fault, type RawEvent } from './merge.js';
import { PARTITIONS, partitionOf } from './partition-of.js';
import { placeOf, type RecordHeaders, type RecordPlace } from './record.js';

/** A record as it comes from the broker. */
export interface IncomingRecord {
  readonly value: Buffer | null;
  readonly headers?: RecordHeaders | undefined;
  /** Whole number, as text. */
  readonly offset: string;
}

/** What to do with the partition after a record: read on, read it again from its beginning, or leave it: nothing after this record can be used. */
export type Answer = 'on' | 'rewind' | 'leave';

/**
 * How often a partition is read again from its beginning where that beginning itself is missing: the topic was wiped, and the relay has yet to notice. A hole
 * further on is no such thing, and one look is enough.
 */
const PATIENCE = 12;
/** What waits of one partition may take so many bytes of records. */
const MOST_BYTES = 1_048_576;

interface Rewinding {
  /** How far the partition was seen when its gap was found. */
  readonly seen: number;
  readonly times: number;
  /** A record of the present filling was met since: its beginning is there. */
  begun: boolean;
}

interface Halt extends Fault {
  readonly partition: number;
  readonly offset: string;
  /** When every other partition is seen up to here, nothing more can come before it. */
  readonly bound: number;
}

/**
 * Takes in the records of all partitions, in whatever order and however often they come, and hands over what the store holds: each event once, in order of
 * position, in whole commits. Pure: no clock, no broker. What it cannot read or misses is never skipped.
 */
export class Intake {
  readonly #chain: Chain;
  readonly #merge: Merge;
  readonly #rewinding = new Map<number, Rewinding>();
  readonly #left = new Set<number>();
  /** Of which log records are taken in: see `Filling`. Those of another are nobody's, wherever they claim to stand. Null: of none, as yet. */
  log: string | null = null;
  #hasForeign = false;
  #halt: Halt | null = null;

  constructor(
    after: number,
    private readonly topic: string,
    private readonly context: CloudEventContext,
  ) {
    this.#chain = new Chain(after);
    this.#merge = new Merge(after, (raw) => this.#decode(raw));
  }

  /** Everything up to here was handed over. */
  get position(): number {
    return this.#merge.position;
  }

  /** Whether a record was met that stops the log; more may be handed over before it. */
  get halted(): boolean {
    return this.#halt !== null || this.#merge.spoilt !== null;
  }

  /** Whether there is something to put in line. */
  get isReady(): boolean {
    return this.#merge.isReady;
  }

  /** Whether a record of another log was met: somebody else publishes to this topic. */
  get hasForeign(): boolean {
    return this.#hasForeign;
  }

  /** While nothing is ready: the lowest position that has not come. */
  get missing(): number {
    return this.#merge.missing;
  }

  /** Whether an event is waited for though others that lie beyond it have come. */
  get isBehind(): boolean {
    return !this.#merge.isReady && this.#chain.farthest() >= this.#merge.missing;
  }

  /** How often in a row this partition had to be read again from its beginning. */
  rewinds(partition: number): number {
    return this.#rewinding.get(partition)?.times ?? 0;
  }

  offer(partition: number, record: IncomingRecord): Answer {
    if (this.#left.has(partition)) return 'leave';
    const place = placeOf(record.headers);
    if (place === null) {
      const reason = 'its headers do not say where it stands (log, epoch, previous, and position or watermark)';
      return this.#leave(partition, record, 'RECORD_WITHOUT_PLACE', reason, this.#chain.seen(partition));
    }
    if (place.log !== this.log) {
      this.#hasForeign = true;
      return 'on';
    }
    const verdict = this.#chain.judge(partition, place);
    if (verdict === 'superseded') return 'on';
    if (verdict === 'gap') return this.#gap(partition, record, place);
    const rewinding = this.#rewinding.get(partition);
    if (rewinding !== undefined) rewinding.begun = true;
    if (verdict === 'known') return 'on';
    if (place.kind === 'event') {
      this.#merge.add({ position: place.upTo, partition, offset: record.offset, value: record.value });
    }
    this.#chain.advance(partition, place);
    this.#rewinding.delete(partition);
    return 'on';
  }

  /** See `Merge.lineUp`. */
  lineUp(batchSize: number, most: number): boolean {
    return this.#merge.lineUp(batchSize, most);
  }

  /** See `Merge.take`. */
  take(batchSize: number): readonly RecordedEvent[] | null {
    const events = this.#merge.take(batchSize);
    if (events === null) this.#checkDense();
    return events;
  }

  /**
   * Whether what waits of this partition is enough for now. Never so for one that may hold the event which all others wait for: a commit may be larger than
   * any buffer.
   */
  isFull(partition: number): boolean {
    if (this.#merge.bytes(partition) <= MOST_BYTES) return false;
    return !this.#merge.isStarving || this.#chain.seen(partition) >= this.#merge.missing;
  }

  /** Whether nothing more can come before the record that stops the log. */
  isSettled(): boolean {
    if (this.#merge.spoilt !== null) return true;
    const halt = this.#halt;
    if (halt === null) return false;
    for (let partition = 0; partition < PARTITIONS; partition++) {
      if (!this.#left.has(partition) && this.#chain.seen(partition) < halt.bound) return false;
    }
    return !this.#merge.isReady;
  }

  /** The error to end with, after all that could be handed over was. */
  haltedHere(): LogHalted | null {
    const spoilt = this.#merge.spoilt;
    const halt = spoilt === null ? this.#halt : { ...spoilt, ...spoilt.raw };
    if (halt === null) return null;
    const place = { topic: this.topic, partition: halt.partition, offset: halt.offset };
    const where = `topic ${place.topic}, partition ${place.partition}, offset ${place.offset}`;
    return new LogHalted(this.position, halt.code, `${where}: ${halt.reason}`, place);
  }

  #decode({ position, partition, value }: RawEvent): ReturnType<Decode> {
    const read = recordedEventOf(value, this.context);
    if (!read.ok) return wrong(read.fault.code, `position ${position}: ${read.fault.reason}`);
    const { event } = read;
    if (event.position !== position) {
      return wrong('RECORD_MISPLACED', `position ${position} by its header, ${event.position} by its sequence`);
    }
    const home = partitionOf(event.stream);
    if (home === partition) return read;
    return wrong('RECORD_MISPLACED', `position ${position}: its stream belongs in partition ${home}`);
  }

  #gap(partition: number, record: IncomingRecord, place: RecordPlace): Answer {
    const seen = this.#chain.seen(partition);
    const before = this.#rewinding.get(partition);
    const again = before?.seen === seen ? before : null;
    const times = again?.times ?? 0;
    if (times < (again?.begun === false ? PATIENCE : 1)) {
      this.#rewinding.set(partition, { seen, times: times + 1, begun: false });
      return 'rewind';
    }
    const reason = `position ${place.upTo} follows on ${place.previous}, but what was found ends at ${seen}: an event is missing`;
    return this.#leave(partition, record, 'EVENT_MISSING', reason, place.previous);
  }

  #leave(partition: number, { offset }: IncomingRecord, code: string, reason: string, bound: number): Answer {
    this.#left.add(partition);
    if (this.#halt === null || bound < this.#halt.bound) this.#halt = { code, reason, partition, offset, bound };
    return 'leave';
  }

  /** Every partition says that it was seen beyond an event which none of them holds: the store itself must have a hole. */
  #checkDense(): void {
    const missing = this.#merge.missing;
    if (this.halted || this.#merge.isReady || this.#chain.complete() < missing) return;
    const reason = `position ${missing} is in no partition, though all of them were seen up to ${this.#chain.complete()}`;
    this.#halt = { code: 'EVENT_MISSING', reason, partition: -1, offset: '-1', bound: missing - 1 };
  }
}

const wrong = (code: string, reason: string): ReturnType<Decode> => ({ ok: false, fault: { code, reason } });
