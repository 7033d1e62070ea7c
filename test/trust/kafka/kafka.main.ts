import { existsSync, mkdirSync, readFileSync, appendFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runMain } from '../../bench/measure/run-main.js';
import { runKafkaTrust } from './kafka.trust.js';
import { addUp, documentOf, markdownOf, type Results } from './report.js';

const DEFAULTS = { kills: 25, minutes: 60 };

/** `--report DIR` writes this run there, `--add FILE` adds it to what that file holds of earlier ones; without a seed it is another each time. */
await runMain(
  { kills: 'number', seed: 'number', minutes: 'number', report: 'text', add: 'text' },
  async ({ report, add, seed = Date.now() % 1_000_000, ...given }, progress) => {
    progress(`seed ${seed}`);
    // All that may be wrong with a file is found out before the run, not after it.
    for (const folder of [report, add === undefined ? undefined : dirname(add)]) {
      if (folder !== undefined) mkdirSync(folder, { recursive: true });
    }
    const before = add !== undefined && existsSync(add) ? (JSON.parse(readFileSync(add, 'utf8')) as Results) : null;
    const log = report === undefined ? null : join(report, 'processes.log');
    const results = await runKafkaTrust({
      ...DEFAULTS,
      ...given,
      seed,
      progress,
      onLog: (text) => {
        if (log !== null) appendFileSync(log, text);
      },
    });
    if (report !== undefined) {
      writeFileSync(join(report, 'kafka.json'), `${JSON.stringify(documentOf(results), null, 2)}\n`);
      writeFileSync(join(report, 'kafka.md'), markdownOf(results));
    }
    if (add === undefined) return documentOf(results);
    const together = addUp(before, results);
    writeFileSync(add, `${JSON.stringify(together, null, 2)}\n`);
    writeFileSync(add.replace(/(\.json)?$/, '.md'), markdownOf(together));
    return documentOf(results);
  },
);
