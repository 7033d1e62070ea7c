// Starts the nodes of a cluster, waits until they serve, restarts what dies, and leaves nothing behind.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dockerNode } from './docker-node.mjs';
import { startGuard } from './guard.mjs';
import { javaNode } from './java-node.mjs';
import { fetchJars, kafkaVersion } from './jars.mjs';
import { LauncherError } from './launcher-error.mjs';
import { servingNodes } from './readiness.mjs';
import { choosePorts, host } from './settings.mjs';
import { findWay } from './ways.mjs';

/** A busy machine of two cores starts a broker in some ten seconds; one that takes longer than this hangs. */
const START_MS = 120_000;
const STOP_MS = 20_000;
/** A broker that dies so often before it serves will not serve the next time either. */
const MAX_FAILED_STARTS = 5;

/**
 * @param {object} options
 * @param {1 | 3} [options.brokers]
 * @param {string | null} [options.folder] where the data stay; null: a temporary folder that is removed at the end
 * @param {boolean} [options.keep] keeps the temporary folder
 * @param {number | null} [options.port] of the first broker, the others follow; null: any
 * @param {boolean} [options.supervise] starts a broker that died again
 * @param {() => void} [options.onServing] a broker serves again after it was away
 * @param {(error: Error) => void} [options.onDown] no broker is left, or one will not come back
 */
export async function startCluster({
  brokers = 1,
  folder: given = null,
  keep = false,
  port = null,
  supervise = false,
  onServing = () => undefined,
  onDown = () => undefined,
} = {}) {
  const { by, why } = findWay();
  if (by === null) throw new LauncherError(`No Kafka broker can be had on this machine: ${why}.`);
  if (by === 'docker' && brokers > 1)
    throw new LauncherError('With Docker there is one broker: three need Java and Maven.');

  const temporary = given === null && !keep;
  const folder = given === null ? mkdtempSync(join(tmpdir(), 'bovenlokaal-kafka-')) : resolve(given);
  mkdirSync(folder, { recursive: true });
  const guard = startGuard(temporary ? folder : null);
  let stopping = null;

  const setUp = async () => {
    const { clusterId, ports } = await clusterOf(folder, brokers, port);
    const jars = by === 'java' ? await fetchJars() : null;
    return ports.map((node) => {
      const runner = (by === 'java' ? javaNode : dockerNode)(node, ports, { folder, clusterId, jars });
      return { ...node, runner, child: null, exited: Promise.resolve(), failedStarts: 0, wanted: true };
    });
  };

  const launch = (node) => {
    const child = node.runner.start();
    node.child = child;
    node.exited = new Promise((resolve) => {
      child.once('error', resolve);
      child.once('exit', resolve);
    });
    void node.exited.then(() => {
      node.child = null;
      if (stopping === null && node.serving) void died(node);
    });
    guard.command(nodes.map(({ runner }) => runner.killCommand()).join('; '));
  };

  /** Until it serves and knows these nodes. Rejects in words when it ends before or takes too long. */
  const untilServing = async (node, ids) => {
    const { child } = node;
    const deadline = Date.now() + START_MS;
    for (;;) {
      if (node.child !== child || child === null) {
        throw new LauncherError(`Broker ${node.id} ended before it served. ${logTail(node)}`);
      }
      const serving = await servingNodes(host, node.port);
      if (serving !== null && ids.every((id) => serving.includes(id))) break;
      if (Date.now() > deadline) throw new LauncherError(`Broker ${node.id} does not serve. ${logTail(node)}`);
      await sleep(50);
    }
    node.serving = true;
  };

  const restart = async (node) => {
    for (let failed = 0; stopping === null && node.wanted;) {
      try {
        launch(node);
        await untilServing(node, [node.id]);
        if (stopping === null) onServing();
        return;
      } catch (error) {
        node.runner.kill();
        await node.exited;
        if (++failed >= MAX_FAILED_STARTS) throw error;
        await sleep(500);
      }
    }
  };

  const died = async (node) => {
    node.serving = false;
    if (!node.wanted) return;
    if (supervise) return restart(node).catch(onDown);
    process.stderr.write(`Kafka broker ${node.id} ended. ${logTail(node)}\n`);
    if (nodes.every(({ child }) => child === null)) onDown(new LauncherError('No Kafka broker is left.'));
  };

  const stop = () =>
    (stopping ??= (async () => {
      await Promise.all(nodes.map((node) => end(node, !temporary)));
      if (temporary || by === 'docker') for (const { runner } of nodes) runner.remove();
      if (temporary) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      guard.done();
    })());

  let nodes = [];
  try {
    nodes = await setUp();
    await Promise.all(nodes.map(({ runner }) => runner.format()));
    for (const node of nodes) launch(node);
    const ids = nodes.map(({ id }) => id);
    await Promise.all(nodes.map((node) => untilServing(node, ids)));
  } catch (error) {
    await stop();
    throw error;
  }

  const nodeOf = (id) => {
    const node = nodes.find((one) => one.id === id);
    if (node === undefined) throw new LauncherError(`There is no broker ${id}.`);
    return node;
  };

  return {
    describe: () => ({
      brokers: nodes.map(addressOf),
      nodes: nodes.map((node) => ({
        id: node.id,
        pid: node.child?.pid ?? null,
        address: addressOf(node),
        log: node.runner.log,
      })),
      kafka: kafkaVersion,
    }),
    /** Kills a broker and leaves it down, supervised or not, until it is asked for again. */
    async down(id) {
      const node = nodeOf(id);
      node.wanted = false;
      await end(node, false);
    },
    async up(id) {
      const node = nodeOf(id);
      if (node.wanted) return;
      node.wanted = true;
      await restart(node);
    },
    stop,
  };
}

const addressOf = ({ port }) => `${host}:${port}`;

async function end(node, gently) {
  if (node.child === null) return;
  if (gently) node.runner.stopGently();
  else node.runner.kill();
  const late = setTimeout(() => node.runner.kill(), STOP_MS);
  await node.exited;
  clearTimeout(late);
}

/** The id and ports of the cluster whose data are in this folder, so that clients find it again; new ones for an empty folder. */
async function clusterOf(folder, brokers, port) {
  const file = join(folder, 'cluster.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  if (known !== null && known.ports.length !== brokers) {
    throw new LauncherError(`${folder} holds the data of ${known.ports.length} broker(s), not of ${brokers}.`);
  }
  const clusterId = known?.clusterId ?? `k${randomBytes(16).toString('base64url').slice(1)}`; // Never "-…", which is an option.
  const ports = await choosePorts(brokers, port, known?.ports ?? null);
  writeFileSync(file, `${JSON.stringify({ clusterId, ports })}\n`);
  return { clusterId, ports };
}

function logTail({ runner }) {
  const lines = existsSync(runner.log) ? readFileSync(runner.log, 'utf8').trimEnd().split('\n').slice(-15) : [];
  return `The end of its log (${runner.log}):\n${lines.join('\n')}`;
}
