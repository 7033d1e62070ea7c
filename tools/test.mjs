// `npm test`: installs what is missing, builds, runs every test that this machine can run, and says loudly which it could not.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
mkdirSync(join(root, 'dist', 'test-results'), { recursive: true });
const results = join(root, 'dist', 'test-results', 'jest.json');

const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${results}`,
    ...process.argv.slice(2),
  ],
  // Jest prints its report to stderr and, with --json, the whole result to stdout: that one stands in the file already.
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);

const report = JSON.parse(readFileSync(results, 'utf8'));
const unrun = report.testResults.flatMap((file) =>
  file.assertionResults
    .filter((test) => test.status === 'pending' || test.status === 'todo' || test.status === 'disabled')
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
process.exit(status ?? 1);
