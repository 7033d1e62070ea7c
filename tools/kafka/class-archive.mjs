// How Java is called, and its archive of the classes that a broker loads: with it a broker starts in two thirds of the time, which
// is what a test run with several brokers, and whoever waits for one that was killed, waits for.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startGuard } from './guard.mjs';
import { servingNodes } from './readiness.mjs';
import { asFile, choosePorts, host, properties } from './settings.mjs';

const home = process.env.JAVA_HOME;
const own = home ? join(home, 'bin', process.platform === 'win32' ? 'java.exe' : 'java') : '';
export const java = own !== '' && existsSync(own) ? own : 'java';

/** Small and quick to start: the broker of a test run moves little. */
const options = [
  '-Xms128m',
  '-Xmx512m',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS',
];

const archiveIn = (jars) => join(jars, 'classes.jsa');

/** In a fixed order: an archive is of one class path. */
const classPath = (jars) =>
  readdirSync(jars)
    .filter((name) => name.endsWith('.jar'))
    .sort()
    .map((name) => join(jars, name))
    .join(delimiter);

/** What comes before the class to run. A Java that cannot use the archive does without, and only says so in the log. */
export const javaOptions = (jars) => [
  ...options,
  ...(existsSync(archiveIn(jars)) ? [`-XX:SharedArchiveFile=${archiveIn(jars)}`] : []),
  ...['-cp', classPath(jars)],
];

/** Runs a broker once to see which classes it loads. Tried when the jars are new; without the archive everything works, slower. */
export async function makeClassArchive(jars) {
  const folder = mkdtempSync(join(tmpdir(), 'bovenlokaal-kafka-'));
  const guard = startGuard(folder);
  const draft = join(jars, 'classes.draft');
  const settingsFile = join(folder, 'server.properties');
  try {
    const nodes = await choosePorts(1, null, null);
    writeFileSync(settingsFile, asFile(properties(nodes[0], nodes, { dataFolder: join(folder, 'data') })));
    const format = ['kafka.tools.StorageTool', 'format', '-t', 'class-archive---------', '-c', settingsFile];
    await promisify(execFile)(java, [...javaOptions(jars), ...format]);
    const args = [`-XX:ArchiveClassesAtExit=${draft}`, ...javaOptions(jars), 'kafka.Kafka', settingsFile];
    const broker = spawn(java, args, { stdio: 'ignore' });
    guard.command(`kill -9 ${broker.pid}`);
    const ended = once(broker, 'exit');
    const late = setTimeout(() => broker.kill('SIGKILL'), 60_000);
    while (
      broker.exitCode === null &&
      broker.signalCode === null &&
      !(await servingNodes(host, nodes[0].port))?.length
    ) {
      await sleep(50);
    }
    broker.kill('SIGTERM');
    await ended;
    clearTimeout(late);
    if (existsSync(draft)) renameSync(draft, archiveIn(jars));
  } catch {
    // As said above.
  } finally {
    rmSync(draft, { force: true });
    rmSync(folder, { recursive: true, force: true });
    guard.done();
  }
}
