import type { JsonObject } from '#libs/kernel';

/** One command of the benchmark: one event for one stream. */
export interface BenchCommand {
  readonly id: string;
  readonly eventId: string;
  readonly stream: string;
  /** Version that the writer expects the stream to have; null where many write it and any will do. */
  readonly expected: number | null;
  readonly type: string;
  readonly data: JsonObject;
}

/** An event as a reader of the whole log gets it. */
export interface SeenEvent {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
}

export interface OpenContender {
  /** False: somebody else was quicker on the stream, nothing was stored, try again. */
  append(command: BenchCommand): Promise<boolean>;
  /** Reads the log as this system's own reader does, from where the call before ended. */
  readNext?(): Promise<readonly SeenEvent[]>;
  close(): Promise<void>;
}

/** A system under measurement. Each gets an empty database of its own on the same server, and as many connections. */
export interface Contender {
  readonly name: string;
  open(url: string, connections: number): Promise<OpenContender>;
}

/** Name of the category of all streams, as message-db wants them: `bench-<stream>`. */
export const CATEGORY = 'bench';
