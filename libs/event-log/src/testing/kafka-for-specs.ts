import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { packageFile } from '#libs/kernel';

/** A broker for a spec. Every call of {@link sharedKafka} gets names of its own, so that specs do not read each other's topics. */
export interface KafkaForSpecs {
  /** `host:port`, as kafkajs and KAFKA_BROKERS take them. */
  readonly brokers: readonly string[];
  /** Fresh: begin every topic and group with it. */
  readonly prefix: string;
}

/** A broker that belongs to one spec, which may kill it. */
export interface OwnKafka extends KafkaForSpecs {
  /** Kills the broker (SIGKILL); its data stay. */
  down(): Promise<void>;
  /** Starts it again on the same port with the same data, and waits until it serves. */
  up(): Promise<void>;
  stop(): Promise<void>;
}

interface BrokerLine {
  readonly brokers: readonly string[];
  readonly error?: string;
}

/** `KAFKA_BROKERS` comes first: then no shared one is started. The other is set before the first spec (test/setup) where brokers can be had. */
const given = process.env['KAFKA_BROKERS'] || undefined;
const sharedPort = process.env['BOVENLOKAAL_TEST_KAFKA'];

/**
 * A suite that needs a Kafka broker. Without one on this machine its tests are skipped: `npm test` lists them, and fails when
 * CI=true. Known when the spec is loaded, since tests are declared then.
 */
export function describeWithKafka(name: string, suite: () => void): void {
  (given !== undefined || sharedPort !== undefined ? describe : describe.skip)(name, suite);
}

/** A suite that needs a broker it may kill, so one started by the spec itself ({@link startOwnKafka}). */
export function describeWithOwnKafka(name: string, suite: () => void): void {
  (sharedPort !== undefined ? describe : describe.skip)(name, suite);
}

let shared: Promise<readonly string[]> | null = null;

/** The broker that all specs of a run share: it is started by the first that asks, which takes some seconds. */
export async function sharedKafka(): Promise<KafkaForSpecs> {
  shared ??= given !== undefined ? Promise.resolve(given.split(',')) : askForShared();
  return { brokers: await shared, prefix: freshPrefix() };
}

const freshPrefix = (): string => `spec-${randomBytes(5).toString('hex')}`;

/** Whoever runs the specs (test/setup) answers every connection with one line, once the broker serves. */
async function askForShared(): Promise<readonly string[]> {
  const socket = connect({ host: '127.0.0.1', port: Number(sharedPort) });
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await once(socket, 'close');
  return brokersOf(answer);
}

function brokersOf(line: string): readonly string[] {
  const { brokers, error } = JSON.parse(line) as BrokerLine;
  if (error !== undefined) throw new Error(`the specs' Kafka broker did not start: ${error}`);
  return brokers;
}

/** Starts a broker for this spec alone; `stop` it in the end. It also ends with the process that runs the spec. */
export async function startOwnKafka(): Promise<OwnKafka> {
  const launcher = spawn(process.execPath, [packageFile('tools/kafka/broker.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(launcher, 'exit');
  const lines = createInterface({ input: launcher.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<readonly string[]> => {
    const line = await lines.next();
    if (line.done === true) throw new Error("the spec's Kafka broker ended");
    return brokersOf(line.value);
  };
  const brokers = await nextLine();
  return {
    brokers,
    prefix: freshPrefix(),
    async down() {
      launcher.stdin.write('down 1\n');
      await untilRefused(brokers[0] ?? '');
    },
    async up() {
      launcher.stdin.write('up 1\n');
      await nextLine();
    },
    async stop() {
      launcher.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilRefused(address: string): Promise<void> {
  const [host = '', port = ''] = address.split(':');
  for (;;) {
    const socket = connect({ host, port: Number(port) });
    const refused = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(false));
      socket.once('error', () => resolve(true));
    });
    socket.destroy();
    if (refused) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
