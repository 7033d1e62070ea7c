import { hash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '#libs/kernel';
import type { EventMeta, LogHead, RecordedEvent, Verification } from './event-store.js';

/** Hash "before the first event": 32 zero bytes. */
export const GENESIS: Buffer = Buffer.alloc(32);

/** What is kept of a command beside its events. */
export interface StoredCommand {
  readonly contentHash: string;
  readonly result: JsonValue;
}

/** Canonical JSON of the metadata that is known before the append: all but `commit`. */
export function canonicalMeta(meta: Omit<EventMeta, 'commit'>): string {
  return canonicalJson({
    actor: meta.actor,
    commandId: meta.commandId,
    commitSize: meta.commitSize,
    ...(meta.correlationId === undefined ? {} : { correlationId: meta.correlationId }),
    ...(meta.causationId === undefined ? {} : { causationId: meta.causationId }),
    ...(meta.traceparent === undefined ? {} : { traceparent: meta.traceparent }),
  });
}

/** Canonical JSON of a command as it enters the content of the first event of its commit. */
export const canonicalCommand = (contentHash: string, canonicalResult: string): string =>
  `{"contentHash":${JSON.stringify(contentHash)},"result":${canonicalResult}}`;

/** The parts of an event whose texts are canonical JSON already. */
export interface EventContent {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly effectiveOn: string | null;
  /** Canonical JSON. */
  readonly data: string;
  /** `canonicalMeta`. */
  readonly meta: string;
  /** `canonicalCommand` for the first event of a commit, `null` for the others. */
  readonly command: string | null;
}

/**
 * The content of an event, as canonical JSON (RFC 8785) of
 * `{ command, data, effectiveOn, id, meta, stream, type }`. Written out by hand because its parts are canonical
 * already; the keys stand in the order that RFC 8785 asks for.
 */
export const contentText = (e: EventContent): string =>
  `{"command":${e.command ?? 'null'},"data":${e.data},"effectiveOn":${e.effectiveOn === null ? 'null' : `"${e.effectiveOn}"`},` +
  `"id":"${e.id}","meta":${e.meta},"stream":${JSON.stringify(e.stream)},"type":${JSON.stringify(e.type)}}`;

/** SHA-256 of the content in UTF-8. */
export const contentDigest = (text: string): Buffer => hash('sha256', text, 'buffer');

/**
 * One link of the chain:
 * `SHA-256(previous hash ‖ content digest ‖ position ‖ version ‖ recordedAt in ms since 1970 ‖ commit)`,
 * the numbers as 8 bytes, big-endian. `append.sql.ts` computes the same in the database, under the lock.
 */
export function chainHash(
  previous: Buffer,
  digest: Buffer,
  position: number,
  version: number,
  recordedAtMs: number,
  commit: number,
): Buffer {
  const link = Buffer.alloc(96);
  previous.copy(link, 0);
  digest.copy(link, 32);
  link.writeBigInt64BE(BigInt(position), 64);
  link.writeBigInt64BE(BigInt(version), 72);
  link.writeBigInt64BE(BigInt(recordedAtMs), 80);
  link.writeBigInt64BE(BigInt(commit), 88);
  return hash('sha256', link, 'buffer');
}

/** A stored event with what else the chain needs. */
export interface ChainedEvent {
  readonly event: RecordedEvent;
  readonly hash: Buffer;
  /** The stored command, asked for with the first event of a commit only. */
  readonly command: StoredCommand | null;
}

/** Walks the log from the first event and recomputes every link from what is stored. Reasons are Dutch, for people. */
export class ChainWalk {
  #hash = GENESIS;
  #position = 0;
  #commits = 0;
  #commitLeft = 0;
  #commit: EventMeta | null = null;
  #recordedAt = '';
  #failed: Verification | null = null;

  constructor(private readonly trusted?: LogHead) {}

  get head(): LogHead {
    return { position: this.#position, hash: this.#hash.toString('hex') };
  }

  /** How many commits were begun so far: as many commands must be stored. */
  get commits(): number {
    return this.#commits;
  }

  /** @returns what is wrong, or null when the chain holds so far. */
  follow({ event, hash, command }: ChainedEvent): Verification | null {
    const expected = this.#position + 1;
    if (event.position !== expected) return this.#fail(expected, `gebeurtenis ${expected} ontbreekt`);
    const { meta } = event;
    const first = this.#commitLeft === 0;
    if (first) {
      this.#commit = meta;
      this.#commitLeft = meta.commitSize;
      this.#commits += 1;
      if (command === null) return this.#fail(expected, 'de opdracht bij deze gebeurtenis ontbreekt');
    }
    this.#commitLeft -= 1;
    if (meta.commit !== (first ? expected : this.#commit?.commit) || meta.commandId !== this.#commit?.commandId) {
      return this.#fail(expected, 'de gebeurtenissen van één opdracht staan niet meer bij elkaar');
    }
    if (event.recordedAt < this.#recordedAt) return this.#fail(expected, 'het moment van vastleggen loopt terug');
    const { commit, ...known } = meta;
    const content = contentText({
      ...event,
      data: canonicalJson(event.data),
      meta: canonicalMeta(known),
      command: first && command ? canonicalCommand(command.contentHash, canonicalJson(command.result)) : null,
    });
    const link = chainHash(
      this.#hash,
      contentDigest(content),
      event.position,
      event.version,
      Date.parse(event.recordedAt),
      commit,
    );
    if (!link.equals(hash)) return this.#fail(expected, 'de inhoud past niet bij de hashketen');
    this.#hash = link;
    this.#position = expected;
    this.#recordedAt = event.recordedAt;
    if (this.trusted?.position === expected && this.trusted.hash !== this.head.hash) {
      return this.#fail(expected, 'de hashketen is een andere dan de bekendgemaakte');
    }
    return null;
  }

  /** Compares the end of the walk with the head of the log and with the number of commands that are stored. */
  finish(head: LogHead, commands: number): Verification {
    if (this.#failed) return this.#failed;
    if (this.#position !== head.position) {
      return this.#fail(this.#position + 1, `gebeurtenis ${this.#position + 1} ontbreekt`);
    }
    if (this.#commitLeft !== 0) return this.#fail(this.#position, 'de laatste opdracht is niet volledig');
    if (this.head.hash !== head.hash)
      return this.#fail(this.#position, 'de kop van het logboek past niet bij de keten');
    if (commands !== this.#commits) {
      return this.#fail(this.#position, `er zijn ${commands} opdrachten bewaard en ${this.#commits} vastgelegd`);
    }
    if (this.trusted && this.trusted.position > this.#position) {
      return this.#fail(this.#position, `het logboek is korter dan de bekendgemaakte kop (${this.trusted.position})`);
    }
    return { ok: true, head: this.head, events: this.#position };
  }

  #fail(position: number, reason: string): Verification {
    this.#failed = { ok: false, position, reason };
    return this.#failed;
  }
}
