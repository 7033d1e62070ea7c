import {
  InvalidAppend,
  type AppendOutcome,
  type AppendRequest,
  type EventStore,
  type LogHead,
  type NewEvent,
  type RecordedEvent,
  type StreamId,
  type Verification,
} from '#libs/event-store';
import type { JsonValue } from '#libs/kernel';
import type { EventCatalogue } from './event-catalogue.js';

/** An event stands in the store that this software does not know: it was written by a newer version. Nothing may be skipped. */
export class UnknownStoredEvent extends Error {
  override readonly name = 'UnknownStoredEvent';
  readonly position: number;
  constructor({ position, type }: RecordedEvent) {
    super(`event ${position} is a ${type}, which this version of the software does not know`);
    this.position = position;
  }
}

/**
 * An event store in which only events of the catalogue stand. Written is the current version, under the name of that
 * version; read is the current version, whatever was written. `verify` and the hash chain are about what is stored.
 */
export class CatalogueEventStore implements EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
  ) {}

  /** As the port has it; rejects with `InvalidAppend` also for an event that is not in the catalogue or does not fit its schema. */
  async append(request: AppendRequest): Promise<AppendOutcome> {
    const streams = request.streams.map((stream) => ({
      ...stream,
      events: stream.events.map((e) => this.#toStore(e)),
    }));
    return this.store.append({ ...request, streams });
  }

  #toStore(event: NewEvent): NewEvent {
    const known = this.catalogue.current(event.type);
    if (known === undefined) throw new InvalidAppend(`event ${event.type} is not in the catalogue`);
    const fault = this.catalogue.faultOf(known.definition, event.data);
    if (fault !== null) throw new InvalidAppend(`event ${event.type} does not fit its schema: ${fault}`);
    return known.version === 1 ? event : { ...event, type: known.storedName };
  }

  #fromStore(event: RecordedEvent): RecordedEvent {
    const known = this.catalogue.stored(event.type);
    if (known === undefined) throw new UnknownStoredEvent(event);
    const { name } = known.definition;
    if (known.isCurrent) return event.type === name ? event : { ...event, type: name };
    return { ...event, type: name, data: this.catalogue.upcast(known, event.data) };
  }

  async readStream(stream: StreamId, afterVersion?: number): Promise<readonly RecordedEvent[]> {
    return (await this.store.readStream(stream, afterVersion)).map((event) => this.#fromStore(event));
  }

  async readStreams(streams: readonly StreamId[]): Promise<readonly RecordedEvent[]> {
    return (await this.store.readStreams(streams)).map((event) => this.#fromStore(event));
  }

  async readLog(afterPosition: number, limit: number): Promise<readonly RecordedEvent[]> {
    return (await this.store.readLog(afterPosition, limit)).map((event) => this.#fromStore(event));
  }

  findCommand(
    actor: string,
    commandId: string,
  ): Promise<{ contentHash: string; position: number; result: JsonValue } | null> {
    return this.store.findCommand(actor, commandId);
  }

  head(): Promise<LogHead> {
    return this.store.head();
  }

  onAppended(listener: (position: number) => void): () => void {
    return this.store.onAppended(listener);
  }

  verify(progress?: (position: number) => void, trusted?: LogHead): Promise<Verification> {
    return this.store.verify(progress, trusted);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
