// What every command does first on a fresh clone: install what is missing, build what is stale.
// Plain Node without dependencies: it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installedMark = join(root, 'node_modules', '.bovenlokaal-installed');
const builtMark = join(root, 'dist', '.bovenlokaal-built');

const oldest = [20, 19];
const say = (text) => process.stderr.write(`${text}\n`);

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    say(`Bovenlokaal needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}.`);
    process.exit(1);
  }
}

const hashOf = (paths) => {
  const hash = createHash('sha256');
  for (const path of paths) if (existsSync(join(root, path))) hash.update(readFileSync(join(root, path)));
  return hash.digest('hex');
};

const contentOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** Size and time of every source file: cheap, and a checkout that changes anything changes this. */
function sourcesOf(folder, hash) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    if (entry.isDirectory()) sourcesOf(path, hash);
    else {
      const { size, mtimeMs } = statSync(join(root, path));
      hash.update(`${path} ${size} ${mtimeMs}\n`);
    }
  }
}

function sourcesHash() {
  const hash = createHash('sha256');
  for (const folder of ['apps', 'libs', 'test']) sourcesOf(folder, hash);
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  hash.update(hashOf([...settings, 'tools/build.mjs', 'tools/bundle.mjs']));
  return hash.digest('hex');
}

const run = (command, args) => {
  // Everything a step prints goes to stderr: stdout belongs to the command that is asked for (`--json`).
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error) say(error.message);
  return status ?? 1;
};

/** Two commands started at once on a fresh clone must not install or build into each other's feet. */
function withLock(work) {
  const lock = join(root, '.prepare.lock');
  const deadline = Date.now() + 15 * 60_000;
  for (;;) {
    try {
      const handle = openSync(lock, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(contentOf(lock));
      if (!isAlive(owner) && contentOf(lock) === String(owner)) {
        rmSync(lock, { force: true });
        continue;
      }
      if (Date.now() > deadline) throw new Error('another process has been preparing this checkout for 15 minutes');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const installIsCurrent = () => contentOf(installedMark) === hashOf(['package.json', 'package-lock.json']);
const buildIsCurrent = () => contentOf(builtMark) === sourcesHash();

export function prepare({ force = false } = {}) {
  checkNode();
  if (!force && installIsCurrent() && buildIsCurrent()) return;
  withLock(() => {
    if (!installIsCurrent()) {
      say('Installing packages (npm ci) …');
      if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) process.exit(1);
      writeFileSync(installedMark, hashOf(['package.json', 'package-lock.json']));
    }
    if (force || !buildIsCurrent()) {
      say('Building …');
      const sources = sourcesHash();
      if (run(process.execPath, [join(root, 'tools', 'build.mjs')]) !== 0) process.exit(1);
      mkdirSync(join(root, 'dist'), { recursive: true });
      writeFileSync(builtMark, sources);
    }
  });
}
