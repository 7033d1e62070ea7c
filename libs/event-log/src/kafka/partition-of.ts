/**
 * Partitions of the topic of events. Fixed for ever: which stream lies where is part of what a record proves (see `chain.ts`), so another number means
 * a new epoch.
 */
export const PARTITIONS = 12;

/** The partition of a stream: as Kafka's own clients choose it for the key of a record, so that a stranger who knows the stream finds it too. */
export const partitionOf = (stream: string): number => partitionAmong(PARTITIONS, stream);

/** As `partitionOf`, for a topic of so many partitions. */
export const partitionAmong = (partitions: number, key: string): number => (murmur2(key) & 0x7fffffff) % partitions;

const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const NOT_ASCII = /[^\0-\x7f]/;

/** MurmurHash2 of 32 bits with Kafka's seed, over a text in UTF-8. Streams are ASCII: hashed as they are, since every event passes here. */
function murmur2(text: string): number {
  const bytes = NOT_ASCII.test(text) ? Buffer.from(text).toString('latin1') : text;
  const whole = bytes.length & ~3;
  let h = SEED ^ bytes.length;
  for (let i = 0; i < whole; i += 4) {
    const word =
      bytes.charCodeAt(i) |
      (bytes.charCodeAt(i + 1) << 8) |
      (bytes.charCodeAt(i + 2) << 16) |
      (bytes.charCodeAt(i + 3) << 24);
    const k = Math.imul(word, M);
    h = Math.imul(h, M) ^ Math.imul(k ^ (k >>> 24), M);
  }
  const rest = bytes.length - whole;
  if (rest === 3) h ^= bytes.charCodeAt(whole + 2) << 16;
  if (rest >= 2) h ^= bytes.charCodeAt(whole + 1) << 8;
  if (rest >= 1) h = Math.imul(h ^ bytes.charCodeAt(whole), M);
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
}
