// The one node of a cluster as a container of the official image, for machines without Java.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaVersion } from './jars.mjs';
import { LauncherError } from './launcher-error.mjs';
import { asEnvironment, host, properties } from './settings.mjs';

const image = `apache/kafka:${kafkaVersion}`;
const dataFolder = '/var/lib/kafka/data';

export function pullImage() {
  const { status } = spawnSync('docker', ['pull', '--quiet', image], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new LauncherError(`Docker could not fetch the image ${image}.`);
}

export function dockerNode(node, nodes, { folder, clusterId }) {
  const home = join(folder, `node-${node.id}`);
  const log = join(home, 'broker.log');
  const name = `bovenlokaal-kafka-${randomBytes(6).toString('hex')}`;
  mkdirSync(home, { recursive: true });
  const settings = properties(node, nodes, { dataFolder, listenOn: '0.0.0.0' });
  const variables = [...asEnvironment(settings), `CLUSTER_ID=${clusterId}`, 'KAFKA_HEAP_OPTS=-Xms128m -Xmx512m'];
  const docker = (...args) => spawnSync('docker', args, { stdio: 'ignore' });

  return {
    log,
    format: () => Promise.resolve(), // The image does.
    start() {
      // What is left of a container that was killed has its name still; the data are in the volume.
      docker('rm', '-f', name);
      const out = openSync(log, 'a');
      const args = [
        ...['run', '--rm', '--name', name, '-p', `${host}:${node.port}:${node.port}`, '-v', `${name}:${dataFolder}`],
        ...variables.flatMap((variable) => ['-e', variable]),
        image,
      ];
      const child = spawn('docker', args, { stdio: ['ignore', out, out], detached: true });
      closeSync(out);
      return child;
    },
    stopGently: () => docker('stop', name),
    kill: () => docker('kill', name),
    killCommand: () => `docker rm -f ${name}; docker volume rm ${name}`,
    remove() {
      docker('rm', '-f', name);
      docker('volume', 'rm', name);
    },
  };
}
