import kafkajs, { type Kafka, type LogEntry, type RetryOptions } from 'kafkajs';
import type { KafkaSettings } from './kafka-settings.js';

/** Where the adapter tells what happens to it. */
export interface KafkaLog {
  info(message: string): void;
  error(message: string): void;
}

export const silent: KafkaLog = { info: () => undefined, error: () => undefined };

/** A broker that does not take a connection within this time, in ms, is away. */
const CONNECT_MS = 1_500;
/** A broker that is busy with its own recovery may be slow; one that says nothing for so long, in ms, is lost. */
const REQUEST_MS = 10_000;
/** kafkajs itself tries little: whoever uses it begins anew, soon and for ever, and so finds a broker the moment it is back. */
const RETRY: RetryOptions = { initialRetryTime: 50, maxRetryTime: 300, retries: 3 };

/**
 * A client of the cluster. One for each consumer or producer that is opened: kafkajs remembers things per client that must not outlive a connection.
 * kafkajs is imported in this folder only.
 */
export const kafkaClient = (settings: KafkaSettings, log: KafkaLog): Kafka =>
  new kafkajs.Kafka({
    clientId: settings.prefix,
    brokers: [...settings.brokers],
    connectionTimeout: CONNECT_MS,
    requestTimeout: REQUEST_MS,
    retry: { ...RETRY, restartOnFailure: () => Promise.resolve(false) },
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => quietly(log),
  });

/** The same line of kafkajs, in ms, is not worth repeating: while a broker is away it has one for every attempt. */
const REPEAT_AFTER = 30_000;

function quietly(log: KafkaLog): (entry: LogEntry) => void {
  const told = new Map<string, number>();
  return ({ namespace, log: { message } }) => {
    const now = Date.now();
    const line = `kafkajs ${namespace}: ${message}`;
    if (now - (told.get(line) ?? -Infinity) < REPEAT_AFTER) return;
    if (told.size > 100) told.clear();
    told.set(line, now);
    // Whatever it calls it: what matters to us is told by ourselves, once.
    log.info(line);
  };
}

/** kafkajs wraps an error in an error: the text of the innermost. */
export function messageOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error && inner.cause !== inner) inner = inner.cause;
  return inner instanceof Error ? inner.message : String(inner);
}

/** Whether the broker said, somewhere in there, that it does not know the topic. */
export function isUnknownTopic(error: unknown): boolean {
  for (let inner: unknown = error; inner instanceof Error; inner = inner.cause) {
    if ((inner as { type?: unknown }).type === 'UNKNOWN_TOPIC_OR_PARTITION') return true;
    if (inner.cause === inner) return false;
  }
  return false;
}
