// Which way this machine can have a broker: the jars with Java, else Docker.
import { spawnSync } from 'node:child_process';
import { java } from './class-archive.mjs';
import { jarsAreThere } from './jars.mjs';

const oldestJava = 17;

const answer = (command, args) => spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 });

/** What is missing for a broker from the jars, in words; null when nothing is. */
function missingForJava() {
  const { status, stderr, stdout } = answer(java, ['-version']);
  if (status !== 0) return `no Java (needed: ${oldestJava} or newer)`;
  const version = /version "(\d+)/.exec(`${stderr}${stdout}`)?.[1];
  if (!(Number(version) >= oldestJava)) return `Java ${version ?? '?'} is too old (needed: ${oldestJava} or newer)`;
  if (jarsAreThere()) return null;
  const maven = spawnSync('mvn', ['-v'], { stdio: 'ignore', shell: process.platform === 'win32', timeout: 60_000 });
  return maven.status === 0 ? null : 'no Maven (mvn) to fetch Apache Kafka with';
}

function missingForDocker() {
  const { error, status } = answer('docker', ['version', '--format', '{{.Server.Version}}']);
  if (error) return 'no Docker';
  return status === 0 ? null : 'no Docker daemon that answers';
}

/** `by` is 'java', 'docker' or null; `why` says what is missing then. */
export function findWay() {
  const forJava = missingForJava();
  if (forJava === null) return { by: 'java', why: null };
  const forDocker = missingForDocker();
  if (forDocker === null) return { by: 'docker', why: null };
  return { by: null, why: `${forJava}; ${forDocker}` };
}
