// `npm start` and `npm run -s cli --`: prepares the checkout, then runs one of the apps in this process's place.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const entries = ['platform', 'distributed', 'cli', 'schema'];

const [name = '', ...args] = process.argv.slice(2);
if (!entries.includes(name)) {
  process.stderr.write(`Unknown: ${name}. One of: ${entries.join(', ')}\n`);
  process.exit(2);
}

prepare();

// Room for young objects: a batch of events then dies young, which takes a tenth off a rebuild.
const options = ['--enable-source-maps', '--max-semi-space-size=64'];
// Programs that stay get a channel, by which they notice that we were killed.
const stays = name === 'platform' || name === 'distributed';
const child = spawn(process.execPath, [...options, join(root, 'dist', 'bin', `${name}.js`), ...args], {
  stdio: ['inherit', 'inherit', 'inherit', ...(stays ? ['ipc'] : [])],
});
// A terminal sends Ctrl-C to the whole group, a supervisor only to us: pass on what the child may not have seen; it stops once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm tells only the shell that it started us in of a SIGTERM; that one dies of it and leaves us to nobody.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
