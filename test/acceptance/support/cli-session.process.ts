import { createInterface } from 'node:readline';
import { run } from '../../../apps/cli/src/program.js';

// The command line, one after another in one process: each line in is a list of words, each line out its JSON document.
for await (const line of createInterface({ input: process.stdin })) {
  await run([...(JSON.parse(line) as readonly string[]), '--json']);
}
