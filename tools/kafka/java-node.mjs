// A node of the cluster as a Java process of its own.
import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { java, javaOptions } from './class-archive.mjs';
import { LauncherError } from './launcher-error.mjs';
import { asFile, properties } from './settings.mjs';

const runJava = promisify(execFile);

export function javaNode(node, nodes, { folder, clusterId, jars }) {
  const home = join(folder, `node-${node.id}`);
  const dataFolder = join(home, 'data');
  const settingsFile = join(home, 'server.properties');
  const log = join(home, 'broker.log');
  mkdirSync(home, { recursive: true });
  writeFileSync(settingsFile, asFile(properties(node, nodes, { dataFolder: dataFolder.replaceAll('\\', '/') })));

  const run = (...args) => [...javaOptions(jars), ...args];
  let child = null;

  return {
    log,
    /** Writes the cluster's id into an empty data folder; a folder that has one keeps its data. */
    async format() {
      if (existsSync(join(dataFolder, 'meta.properties'))) return;
      const args = run('kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settingsFile);
      try {
        await runJava(java, args);
      } catch (error) {
        throw new LauncherError(`The broker's data folder could not be made: ${error.stderr || error.message}`);
      }
    },
    start() {
      const out = openSync(log, 'a');
      // A process group of its own: Ctrl-C in a terminal goes to the launcher, which stops the brokers in order.
      child = spawn(java, run('kafka.Kafka', settingsFile), { stdio: ['ignore', out, out], detached: true });
      closeSync(out);
      return child;
    },
    /** The end of a broker whose data is wanted afterwards. */
    stopGently: () => child?.kill('SIGTERM'),
    kill: () => child?.kill('SIGKILL'),
    /** For the guard, which is a shell. */
    killCommand: () => (child === null ? ':' : `kill -9 ${child.pid}`),
    remove: () => undefined,
  };
}
