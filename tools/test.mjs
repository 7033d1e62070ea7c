// `npm test`: installs what is missing, builds, runs every test that this machine can run, and says loudly which it could not.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
mkdirSync(join(root, 'dist', 'test-results'), { recursive: true });
const results = join(root, 'dist', 'test-results', 'tests.json');

const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['ignore', 2, 2] },
);

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
process.exit(status ?? 1);
