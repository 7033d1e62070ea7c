// The broker's jars, from Maven, once for every version of pom.xml.
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeClassArchive } from './class-archive.mjs';
import { LauncherError } from './launcher-error.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const pom = join(here, 'pom.xml');
const text = readFileSync(pom, 'utf8');

/** The one place that says which Kafka: pom.xml. */
export const kafkaVersion = /<kafka\.version>(.+)<\/kafka\.version>/.exec(text)[1];

/** Ignored by git. A changed pom.xml gets a folder of its own, so that no jar of an older one is on the class path. */
const cache = join(here, '..', '..', '.kafka');
const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
const jars = join(cache, `${kafkaVersion}-${hash}`);

/** Downloading on a slow line; whoever holds the lock for longer hangs, and then two downloads do no harm. */
const PATIENCE_MS = 10 * 60_000;

export const jarsAreThere = () => existsSync(jars);

/** The folder with the jars, fetched when it is not there. */
export async function fetchJars() {
  if (jarsAreThere()) return jars;
  mkdirSync(cache, { recursive: true });
  await withLock(async () => {
    if (jarsAreThere()) return;
    process.stderr.write(`Fetching Apache Kafka ${kafkaVersion} with Maven …\n`);
    // Renamed when it is complete: half a folder must never be found.
    const draft = join(cache, `draft-${randomUUID()}`);
    try {
      runMaven(draft);
      renameSync(draft, jars);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    await makeClassArchive(jars);
  });
  return jars;
}

function runMaven(folder) {
  const args = [
    '-q',
    '-B',
    '-Dstyle.color=never',
    '-f',
    pom,
    'dependency:copy-dependencies',
    `-DoutputDirectory=${folder}`,
  ];
  const { status, error, stdout, stderr } = spawnSync('mvn', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (error) throw new LauncherError(`Maven (mvn) could not be started: ${error.message}.`);
  if (status === 0 && existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('kafka_'))) return;
  const said = /\[ERROR\] (\S.*)/.exec(stdout)?.[1] ?? stderr.trim();
  throw new LauncherError(
    `Maven could not fetch Apache Kafka ${kafkaVersion} (exit ${status}). ` +
      `Can this machine reach a Maven repository? What Maven said:\n${said}`,
  );
}

/** Maven's own folder of jars is not made for two downloads of the same jar at once. */
async function withLock(work) {
  const lock = join(cache, 'lock');
  const draft = join(cache, `lock-${randomUUID()}`);
  writeFileSync(draft, String(process.pid));
  const deadline = Date.now() + PATIENCE_MS;
  try {
    while (!claim(draft, lock)) {
      if (!isAlive(Number(contentOf(lock))) || Date.now() > deadline) rmSync(lock, { force: true });
      else await sleep(200);
    }
    await work();
  } finally {
    if (contentOf(lock) === String(process.pid)) rmSync(lock, { force: true });
    rmSync(draft, { force: true });
  }
}

/** A link is complete from its first moment, and only one can make it. */
function claim(draft, lock) {
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function contentOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
