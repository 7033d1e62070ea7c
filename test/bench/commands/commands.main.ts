import { runMain } from '../measure/run-main.js';
import { runCommandsBench } from './commands.bench.js';

await runMain(
  { rounds: 'number', seconds: 'number', commandsPerSecond: 'number', clients: 'number' },
  (given, progress) => runCommandsBench({ ...given, progress }),
);
