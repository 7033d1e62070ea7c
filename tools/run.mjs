// `npm start` and `npm run -s cli --`: prepares the checkout, then runs one of the apps in this process's place.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const entries = {
  platform: 'apps/platform/src/main.js',
  cli: 'apps/cli/src/main.js',
  schema: 'apps/api/src/schema.main.js',
};

const [name = '', ...args] = process.argv.slice(2);
const entry = entries[name];
if (entry === undefined) {
  process.stderr.write(`Unknown: ${name}. One of: ${Object.keys(entries).join(', ')}\n`);
  process.exit(2);
}

prepare();

const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist', entry), ...args], {
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to the whole group, a supervisor only to us: pass on what the child may not have seen; it stops once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
