import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type EachMessagePayload, type Kafka } from 'kafkajs';
import { packageFile } from '#libs/kernel';
import { describeWithOwnKafka } from '../testing/kafka-for-specs.js';
import { EventsTopic } from './events-topic.js';
import { PARTITIONS } from './partition-of.js';

interface Whereabouts {
  readonly brokers: readonly string[];
  readonly nodes: readonly { id: number; pid: number; address: string; log: string }[];
}

const launcherFile = packageFile('tools/kafka/broker.mjs');
const started: ChildProcess[] = [];

/** A process whose lines of JSON on stdout say where the brokers are. */
function start(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'], env });
  started.push(child);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    ended: once(child, 'exit') as Promise<[number | null]>,
    complaint: () => complaint,
    async whereabouts(): Promise<Whereabouts> {
      const line = await lines.next();
      if (line.done === true) throw new Error(`the launcher ended: ${complaint}`);
      return JSON.parse(line.value) as Whereabouts;
    },
  };
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGTERM');
});

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20);
}

/** The temporary folder that the launcher made for this node. */
const folderOf = ({ nodes }: Whereabouts): string => dirname(dirname(nodes[0]?.log ?? ''));

const everythingGone = (where: Whereabouts): boolean =>
  where.nodes.every(({ pid }) => !lives(pid)) && !existsSync(folderOf(where));

const clientOf = (where: Whereabouts) =>
  new kafkajs.Kafka({
    brokers: [...where.brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { initialRetryTime: 100, retries: 20 },
  });

/** As the relay does: what fails is sent again, all of it. */
async function sendToAll(topic: EventsTopic, value: string): Promise<void> {
  const records = Array.from({ length: PARTITIONS }, (_, partition) => ({
    partition,
    key: null,
    value,
    timestamp: '0',
    headers: {},
  }));
  for (;;) {
    const sent = await topic.send(records).catch(() => null);
    if (sent !== null) return;
    await sleep(100);
  }
}

/** Per partition what it holds, each value once; all of them end with `last`. */
async function valuesOf(kafka: Kafka, topic: string, last: string): Promise<readonly Set<string>[]> {
  const values = Array.from({ length: PARTITIONS }, () => new Set<string>());
  const consumer = kafka.consumer({ groupId: 'facts' });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      const eachMessage = ({ partition, message }: EachMessagePayload): Promise<void> => {
        values[partition]?.add(String(message.value));
        if (values.every((seen) => seen.has(last))) resolve();
        return Promise.resolve();
      };
      consumer.run({ eachMessage }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return values;
}

/** Each of these starts up to three brokers of its own, on a machine that may be busy with others. */
const PATIENCE_MS = 180_000;

describeWithOwnKafka('the launcher of Kafka brokers', () => {
  it(
    'makes three brokers that keep what they were given when one is killed, starts that one again, and leaves nothing behind',
    async () => {
      const launcher = start([launcherFile, '--brokers', '3', '--supervise']);
      const before = await launcher.whereabouts();
      expect(before.nodes).toHaveLength(3);
      const kafka = clientOf(before);
      const topic = await EventsTopic.open(kafka, 'facts.events');
      try {
        await topic.remake(3, new AbortController().signal);
        await sendToAll(topic, 'before');
        process.kill(before.nodes[1]?.pid ?? NaN, 'SIGKILL');
        await sendToAll(topic, 'meanwhile');
        const after = await launcher.whereabouts();

        expect(after.nodes[1]?.pid).not.toBe(before.nodes[1]?.pid);
        expect(after.brokers).toEqual(before.brokers);
        await sendToAll(topic, 'after');
      } finally {
        await topic.close();
      }
      // Also in the partitions that the killed broker led: kafkajs keeps silent about those that it leaves out.
      const kept = await valuesOf(kafka, 'facts.events', 'after');
      expect(kept).toEqual(Array.from({ length: PARTITIONS }, () => new Set(['before', 'meanwhile', 'after'])));
      launcher.child.kill('SIGTERM');
      expect(await launcher.ended).toEqual([0, null]);
      await until(() => everythingGone(before));
    },
    PATIENCE_MS,
  );

  it(
    'starts a lone broker that was killed again at the same port, with its data',
    async () => {
      const launcher = start([launcherFile, '--supervise']);
      const before = await launcher.whereabouts();
      const kafka = clientOf(before);
      const admin = kafka.admin();
      await admin.connect();
      await admin.createTopics({ topics: [{ topic: 'facts', numPartitions: 1 }], waitForLeaders: true });
      const producer = kafka.producer();
      await producer.connect();
      await producer.send({ topic: 'facts', acks: -1, messages: [{ value: 'before' }] });
      await Promise.all([admin.disconnect(), producer.disconnect()]);

      process.kill(before.nodes[0]?.pid ?? NaN, 'SIGKILL');
      const after = await launcher.whereabouts();

      expect(after.brokers).toEqual(before.brokers);
      await admin.connect();
      expect(await admin.fetchTopicOffsets('facts')).toMatchObject([{ partition: 0, low: '0', high: '1' }]);
      await admin.disconnect();
    },
    PATIENCE_MS,
  );

  it.each([
    ['its parent', (parent: ChildProcess, launcher: number) => [parent.pid ?? launcher]],
    ['it', (_parent: ChildProcess, launcher: number) => [launcher]],
  ])(
    'leaves nothing behind when %s is killed and can do nothing any more',
    async (_name, victims) => {
      // The parent tells its child's pid, then passes its output on.
      const parent = start([
        '-e',
        `const child = require('node:child_process').spawn(process.execPath, [process.argv[1]], { stdio: ['ignore', 'inherit', 'inherit'] });
       console.log(JSON.stringify({ launcher: child.pid }));
       setInterval(() => {}, 1000);`,
        launcherFile,
      ]);
      const { launcher } = (await parent.whereabouts()) as unknown as { launcher: number };
      const where = await parent.whereabouts();
      expect(where.nodes.every(({ pid }) => lives(pid))).toBe(true);

      for (const pid of victims(parent.child, launcher)) process.kill(pid, 'SIGKILL');

      await until(() => everythingGone(where));
      parent.child.kill('SIGKILL');
      await until(() => !lives(launcher));
    },
    PATIENCE_MS,
  );

  it('says in words what stands in its way', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    try {
      const onTakenPort = start([launcherFile, '--port', String(port)]);
      expect(await onTakenPort.ended).toEqual([1, null]);
      expect(onTakenPort.complaint()).toContain(`Port ${port} is taken.`);
    } finally {
      taken.close();
    }
    const withoutAnything = start([launcherFile], { PATH: '' });
    expect(await withoutAnything.ended).toEqual([1, null]);
    expect(withoutAnything.complaint()).toMatch(/No Kafka broker can be had on this machine: no Java .* no Docker/);
    const withNonsense = start([launcherFile, '--brokers', '2']);
    expect(await withNonsense.ended).toEqual([2, null]);
    expect(withNonsense.complaint()).toContain('--brokers is 1 or 3, not 2');
  });
});
