// The settings of a small cluster whose nodes are broker and controller at once, and its ports.
import { createServer } from 'node:net';
import { LauncherError } from './launcher-error.mjs';

export const host = '127.0.0.1';

/** Below what systems hand out for outgoing connections (32768 on Linux): there another process may take a port while its broker restarts. */
const lowestPort = 20_000;
const highestPort = 32_700;

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** The nodes with their ports: those they had if these are free, else from `first` on, else any. */
export async function choosePorts(count, first, known) {
  if (first === null && known !== null) {
    const free = await Promise.all(known.flatMap(({ port, controllerPort }) => [isFree(port), isFree(controllerPort)]));
    if (free.every(Boolean)) return known;
  }
  const taken = new Set();
  const anyPort = async () => {
    for (let tries = 0; tries < 1_000; tries++) {
      const port = lowestPort + Math.floor(Math.random() * (highestPort - lowestPort));
      if (taken.has(port) || !(await isFree(port))) continue;
      taken.add(port);
      return port;
    }
    throw new LauncherError(`No free port found between ${lowestPort} and ${highestPort}.`);
  };
  const namedPort = async (port) => {
    if (!(await isFree(port))) throw new LauncherError(`Port ${port} is taken.`);
    taken.add(port);
    return port;
  };
  const nodes = [];
  for (let n = 0; n < count; n++) {
    nodes.push({ id: n + 1, port: first === null ? await anyPort() : await namedPort(first + n) });
  }
  for (const node of nodes) node.controllerPort = await anyPort();
  return nodes;
}

/** One node's server.properties. `listenOn` differs from 127.0.0.1 only inside a container. */
export function properties(node, nodes, { dataFolder, listenOn = host }) {
  const replicas = nodes.length;
  const inSync = replicas === 1 ? 1 : 2;
  return {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.voters': nodes.map(({ id, controllerPort }) => `${id}@${host}:${controllerPort}`).join(','),
    listeners: `PLAINTEXT://${listenOn}:${node.port},CONTROLLER://${host}:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${host}:${node.port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': dataFolder,
    'auto.create.topics.enable': false,
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
    'group.initial.rebalance.delay.ms': 0,
    // A broker that was killed is refused under its own number until its session has run out, so a restart waits for that. One that
    // is alone talks only to itself; among three a session that is too short costs a change of leaders on a busy machine.
    'broker.heartbeat.interval.ms': replicas === 1 ? 100 : 400,
    'broker.session.timeout.ms': replicas === 1 ? 1_000 : 2_500,
    'controlled.shutdown.max.retries': 1,
    // Small: the log cleaner alone would take 128 MB of the heap.
    'log.cleaner.dedupe.buffer.size': 8_388_608,
    'num.network.threads': 2,
    'num.io.threads': 4,
  };
}

export const asFile = (settings) =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** How the official image takes a setting: `log.dirs` as KAFKA_LOG_DIRS. */
export const asEnvironment = (settings) =>
  Object.entries(settings).map(([name, value]) => `KAFKA_${name.toUpperCase().replaceAll('.', '_')}=${value}`);
