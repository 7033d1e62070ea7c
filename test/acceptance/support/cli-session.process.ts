import { createInterface } from 'node:readline';
import { run } from '../../../apps/cli/src/program.js';

// The command line, one after another in one process: each line in is a list of words; out comes its JSON document on a line,
// and its exit code on the next.
for await (const line of createInterface({ input: process.stdin })) {
  const code = await run([...(JSON.parse(line) as readonly string[]), '--json']);
  process.stdout.write(`${code}\n`);
}
