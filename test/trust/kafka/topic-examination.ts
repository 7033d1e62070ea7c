/** What matters of a record of the topic. */
export interface ExaminedRecord {
  /** Which filling of the topic it belongs to. */
  readonly epoch: number;
  /** Null for a watermark. */
  readonly position: number | null;
  /** Of the CloudEvent; null where it could not be read. */
  readonly id: string | null;
  readonly stream: string | null;
}

/** An event as the store has it. */
export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
}

export interface Examination {
  /** Positions that the topic should hold and does not. */
  readonly missing: readonly number[];
  /** Positions whose record is not the event that the store has there. */
  readonly foreign: readonly number[];
  /** Positions whose record comes, for the first time, after a later one of the same stream. */
  readonly inverted: readonly number[];
  /** Records that came once more; allowed, since readers know them. */
  readonly repeated: number;
}

/**
 * Compares the topic with the store. Records in the order of their partitions; a filling that was replaced by another counts for nothing.
 * @param stored by position; index 0 is not used
 * @param upTo the position up to which every event must be there
 */
export function examineTopic(
  records: readonly ExaminedRecord[],
  stored: readonly (StoredEvent | undefined)[],
  upTo: number,
): Examination {
  const epoch = records.reduce((highest, record) => Math.max(highest, record.epoch), 0);
  const seen = new Set<number>();
  const lastOf = new Map<string, number>();
  const foreign: number[] = [];
  const inverted: number[] = [];
  let repeated = 0;
  for (const { position, id, stream, epoch: own } of records) {
    if (own !== epoch || position === null) continue;
    const event = stored[position];
    if (event === undefined || event.id !== id || event.stream !== stream) {
      foreign.push(position);
      continue;
    }
    if (seen.has(position)) {
      repeated++;
      continue;
    }
    seen.add(position);
    if ((lastOf.get(stream) ?? 0) > position) inverted.push(position);
    lastOf.set(stream, Math.max(position, lastOf.get(stream) ?? 0));
  }
  const missing = Array.from({ length: upTo }, (_, n) => n + 1).filter((position) => !seen.has(position));
  return { missing, foreign, inverted, repeated };
}
