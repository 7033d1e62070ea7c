import { systemClock, type Clock, type Instant, type JsonObject, type JsonValue } from '#libs/kernel';
import { EventIdReused } from '../errors.js';
import type {
  AppendOutcome,
  AppendRequest,
  EventStore,
  LogHead,
  RecordedEvent,
  StreamId,
  Verification,
} from '../event-store.js';
import { chainHash, ChainWalk, GENESIS, type StoredCommand } from '../hash-chain.js';
import { prepareAppend, type PreparedAppend } from '../prepared-append.js';

interface Row {
  event: RecordedEvent;
  hash: Buffer;
}

type CommandRow = StoredCommand & { readonly position: number };

const keyOf = (actor: string, commandId: string): string => JSON.stringify([actor, commandId]);

/**
 * The event store in memory, for tests and simulations: the same answers, the same hash chain, no durability. What it
 * hands out is frozen, so that a reader cannot change the log.
 */
export class InMemoryEventStore implements EventStore {
  protected readonly log: Row[] = [];
  protected readonly commands = new Map<string, CommandRow>();
  readonly #streams = new Map<StreamId, RecordedEvent[]>();
  readonly #ids = new Set<string>();
  readonly #listeners = new Set<(position: number) => void>();
  readonly #clock: Clock;
  #hash = GENESIS;
  #position = 0;
  #recordedAt = '1970-01-01T00:00:00.000Z' as Instant;

  constructor({ clock = systemClock }: { clock?: Clock } = {}) {
    this.#clock = clock;
  }

  /** Another store with the same log and commands: from here on each goes its own way. Without the listeners. */
  fork(): InMemoryEventStore {
    const other = new InMemoryEventStore({ clock: this.#clock });
    other.log.push(...this.log);
    for (const [key, command] of this.commands) other.commands.set(key, command);
    for (const [stream, events] of this.#streams) other.#streams.set(stream, [...events]);
    for (const id of this.#ids) other.#ids.add(id);
    other.#hash = this.#hash;
    other.#position = this.#position;
    other.#recordedAt = this.#recordedAt;
    return other;
  }

  async append(request: AppendRequest): Promise<AppendOutcome> {
    const prepared = prepareAppend(request);
    await Promise.resolve(); // as with a database, nobody is answered before the call returns
    const outcome = this.#decide(prepared);
    if (outcome.kind === 'appended') queueMicrotask(() => this.#announce(outcome.position));
    return outcome;
  }

  #announce(position: number): void {
    for (const listener of [...this.#listeners]) listener(position);
  }

  #decide({ request, streams, size, resultText }: PreparedAppend): AppendOutcome {
    const { command, meta } = request;
    const key = keyOf(meta.actor, command.id);
    const known = this.commands.get(key);
    if (known) {
      return known.contentHash === command.contentHash
        ? { kind: 'repeated', position: known.position, result: known.result }
        : { kind: 'command-reused' };
    }
    for (const { stream, expected } of streams) {
      const actual = this.#streams.get(stream)?.length ?? 0;
      if (expected >= 0 && expected !== actual) return { kind: 'version-conflict', stream, expected, actual };
    }
    for (const { events } of streams) {
      for (const { id } of events) if (this.#ids.has(id)) throw new EventIdReused(id);
    }
    const now = this.#clock.now();
    if (now > this.#recordedAt) this.#recordedAt = now;
    const recordedAt = this.#recordedAt;
    const commit = this.#position + 1;
    const stored = freeze({ ...meta, commandId: command.id, commit, commitSize: size });
    for (const { stream, events } of streams) {
      const history = this.#streams.get(stream) ?? [];
      if (events.length > 0) this.#streams.set(stream, history);
      for (const { id, type, dataText, effectiveOn, digest } of events) {
        const position = ++this.#position;
        const version = history.length + 1;
        const data = freeze(JSON.parse(dataText) as JsonObject);
        const event = Object.freeze({
          id,
          type,
          data,
          effectiveOn,
          position,
          stream,
          version,
          meta: stored,
          recordedAt,
        });
        this.#hash = chainHash(this.#hash, digest, position, version, Date.parse(recordedAt), commit);
        this.log.push({ event, hash: this.#hash });
        history.push(event);
        this.#ids.add(id);
      }
    }
    const result = freeze(JSON.parse(resultText) as JsonValue);
    this.commands.set(key, { contentHash: command.contentHash, position: this.#position, result });
    return { kind: 'appended', position: this.#position, result };
  }

  findCommand(actor: string, commandId: string): Promise<CommandRow | null> {
    return Promise.resolve(this.commands.get(keyOf(actor, commandId)) ?? null);
  }

  readStream(stream: StreamId, afterVersion = 0): Promise<readonly RecordedEvent[]> {
    return Promise.resolve((this.#streams.get(stream) ?? []).slice(afterVersion));
  }

  readStreams(streams: readonly StreamId[]): Promise<readonly RecordedEvent[]> {
    const [only] = streams;
    if (only !== undefined && streams.length === 1) return this.readStream(only);
    const events = [...new Set(streams)].flatMap((stream) => this.#streams.get(stream) ?? []);
    return Promise.resolve(events.sort((a, b) => a.position - b.position));
  }

  readLog(afterPosition: number, limit: number): Promise<readonly RecordedEvent[]> {
    return Promise.resolve(this.log.slice(afterPosition, afterPosition + limit).map(({ event }) => event));
  }

  head(): Promise<LogHead> {
    return Promise.resolve({ position: this.#position, hash: this.#hash.toString('hex') });
  }

  onAppended(listener: (position: number) => void): () => void {
    const own = (position: number): void => listener(position);
    this.#listeners.add(own);
    if (this.#position > 0) queueMicrotask(() => this.#listeners.has(own) && own(this.#position));
    return () => void this.#listeners.delete(own);
  }

  async verify(progress?: (position: number) => void, trusted?: LogHead): Promise<Verification> {
    const head = await this.head();
    const walk = new ChainWalk(trusted);
    for (const { event, hash } of this.log) {
      const command = this.commands.get(keyOf(event.meta.actor, event.meta.commandId)) ?? null;
      const wrong = walk.follow({ event, hash, command });
      if (wrong) return wrong;
    }
    progress?.(walk.head.position);
    return walk.finish(head, this.commands.size);
  }

  close(): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }
}

function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    for (const member of Object.values(value)) freeze(member);
    Object.freeze(value);
  }
  return value;
}
