// Compiles the TypeScript, gathers each app into a few files, and bundles the pages that the API serves.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare.mjs';

const step = (script, args = []) => {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
};

// What was compiled from a source that is gone must not linger: dist holds what the sources say, nothing else.
function removeStale(folder) {
  for (const entry of readdirSync(join(root, 'dist', folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (path === join('apps', 'api', 'graphiql')) continue;
    if (entry.isDirectory()) removeStale(path);
    else if (/\.js$/.test(path) && !existsSync(join(root, path.replace(/\.js$/, '.ts')))) {
      rmSync(join(root, 'dist', path));
      rmSync(join(root, 'dist', `${path}.map`), { force: true });
    }
  }
}

step('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
for (const folder of ['apps', 'libs', 'test']) if (existsSync(join(root, 'dist', folder))) removeStale(folder);
step('tools/bundle.mjs');

// The bundle changes seldom and takes long: only when its sources or packages changed.
const web = join(root, 'apps', 'api', 'web');
if (existsSync(web)) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const add = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory()) add(join(folder, entry.name));
      else hash.update(entry.name).update(readFileSync(join(folder, entry.name)));
    }
  };
  add(web);
  const mark = join(root, 'dist', 'apps', 'api', '.web-built');
  const wanted = hash.digest('hex');
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
    step('node_modules/vite/bin/vite.js', [
      'build',
      '--config',
      join('apps', 'api', 'web', 'vite.config.mjs'),
      '--logLevel',
      'warn',
    ]);
    mkdirSync(join(root, 'dist', 'apps', 'api'), { recursive: true });
    writeFileSync(mark, wanted);
  }
}
