// `npm test`: installs what is missing, builds, runs every test that this machine can run, and says loudly which it could not.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
mkdirSync(join(root, 'dist', 'test-results'), { recursive: true });
const results = join(root, 'dist', 'test-results', 'tests.json');
// What an earlier run told says nothing of this one.
rmSync(results, { force: true });

const status = await vitest([
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...process.argv.slice(2),
]);
if (!existsSync(results)) {
  process.stderr.write('\nThe tests did not come to their end: nothing is known of them.\n');
  process.exit(status || 1);
}
const report = JSON.parse(readFileSync(results, 'utf8'));
const unrun = report.testResults.flatMap((file) =>
  file.assertionResults
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => test.fullName),
);
if (unrun.length > 0) {
  process.stderr.write(
    `\nNOT RUN on this machine (${unrun.length}):\n${unrun.map((name) => `  - ${name}`).join('\n')}\n`,
  );
  if (process.env.CI === 'true') {
    process.stderr.write('CI must run every test: this is a failure.\n');
    process.exit(1);
  }
}
process.exit(status);

/** Its exit code. Told to stop, it stops its servers: a signal that reached only us would leave those behind. */
function vitest(args) {
  const main = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [main, ...args], { cwd: root, stdio: ['ignore', 2, 2] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
